"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { glyphOf } from "#lib/core/live/glyph.ts";
import type { State } from "#lib/core/live/state.ts";
import { type LiveTile, type TileAge, tileAge } from "#lib/core/live/tile.ts";
import { TileAges } from "./tile-ages.tsx";

const HATCH = "bg-[repeating-linear-gradient(135deg,transparent_0_5px,var(--q-line)_5px_6px)]";
const DAY_MS = 86_400_000;
/** Names of machines may be long, and the age of the line must stay in sight. */
const NAMES = "max-w-52 truncate 2xl:max-w-80";

/** Nobody vouches for what is under the hatch; what was pasted is only dimmed, its age says the rest. */
const LOOKS: Readonly<Record<TileAge, string>> = {
  live: "",
  pasted: "text-text-2",
  silent: `text-text-2 ${HATCH}`,
  old: `text-text-2 ${HATCH}`,
};

/** Nothing bad is seen, and not enough to say how many failures can be borne: that is not well. */
function isDoubtful({ state, margin: { low, high } }: LiveTile): boolean {
  return state === "ok" && low !== high;
}

/** Worst state, in shape and word; old data is unknown, whatever it said, and what was pasted is never simply good. */
export function LiveState({ live, nowMs }: { live: LiveTile | null; nowMs: number }) {
  const t = useTranslations("live");
  const clusters = useTranslations("clusters");
  if (live === null) return <span className="text-text-3">{clusters("live.plan")}</span>;
  const age = tileAge(live, nowMs);
  if (age === "old" || age === "silent") {
    return (
      <span className="inline-flex items-center gap-1.5">
        <StateGlyph state="unknown" size={13} />
        {age === "old" ? t("reason.stale") : clusters("live.silent")}
      </span>
    );
  }
  const isGood = age === "pasted" && live.state === "ok";
  const state = isGood || isDoubtful(live) ? "unknown" : live.state;
  return (
    <span className="inline-flex items-center gap-1.5">
      <StateGlyph state={glyphOf(state)} size={13} />
      {isGood ? clusters("live.wasOk") : t(`state.${state}`)}
      {live.unknownCount === 0 ? null : (
        <span className="text-xs text-text-3">{t("unknownCount", { count: live.unknownCount })}</span>
      )}
    </span>
  );
}

/** The margin as far as it can be seen, and whose loss would be next. */
export function LiveMargin({ live, nowMs }: { live: LiveTile; nowMs: number }) {
  const t = useTranslations("live");
  const { low, high, planned, next } = live.margin;
  const out = (value: number) => (value < 0 ? t("verdict.out") : String(value));
  const figure = low === null || high === null ? "?" : [...new Set([out(low), out(high)])].join("-");
  const isPast = tileAge(live, nowMs) !== "live";
  const isVague = isPast || low !== high || low === null;
  const isBelow = planned !== null && high !== null && high < planned;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      {isBelow ? <StateGlyph state={high <= 0 ? "critical" : "warning"} size={12} /> : null}
      <span className={`rounded-sm px-0.5 font-medium ${isVague ? HATCH : ""}`}>
        {figure}
        {isPast && figure !== "?" ? "?" : ""}
      </span>
      <span className="truncate text-text-2">{high !== null && high <= 0 ? next.join(", ") : ""}</span>
    </span>
  );
}

export interface LiveCellsProps {
  live: LiveTile | null;
  nowMs: number;
  className: string;
  wide: string;
}

/** API, etcd, VIP, certificates, nodes and the age of it all. */
export function LiveCells({ live, nowMs, className, wide }: LiveCellsProps) {
  const t = useTranslations("live");
  const format = useFormatter();
  const { api = null, etcd = null, vip = null, certificates = null, nodes = null } = live?.cells ?? {};
  const days = certificates?.nextEndMs == null ? null : Math.floor((certificates.nextEndMs - nowMs) / DAY_MS);
  const look = LOOKS[live === null ? "live" : tileAge(live, nowMs)];
  const cell = (state: State | undefined, content: ReactNode, extra = "") => (
    <td className={`${className} ${wide} ${extra}`}>
      <Cell state={state} look={look}>
        {content}
      </Cell>
    </td>
  );
  return (
    <>
      {cell(api?.state, api === null ? null : `${seen(api.state, api.up)}/${api.count}`)}
      {cell(
        etcd?.state,
        etcd === null ? null : `${etcd.healthy ?? "?"}/${etcd.voters} ${etcd.leader ?? ""}`.trim(),
        NAMES,
      )}
      {cell(vip?.state, vip === null ? null : (vip.holder ?? "?"), NAMES)}
      {cell(
        certificates?.state,
        days === null ? "?" : t("certificates.days", { days: format.number(days) }),
        "text-right",
      )}
      {cell(
        nodes?.state,
        nodes === null || nodes.count === 0 ? "?" : `${seen(nodes.state, nodes.ready)}/${nodes.count}`,
      )}
      <td className={`${className} text-right text-text-2`}>
        <TileAges live={live} nowMs={nowMs} />
      </td>
    </>
  );
}

/** None of what nobody can see is counted, and "0 of 3" would say that all three are down. */
function seen(state: State, count: number): number | string {
  return state === "unknown" ? "?" : count;
}

interface CellProps {
  state: State | undefined;
  /** How what is good looks when it is not of now. */
  look: string;
  children: ReactNode;
}

/** A figure with the shape of its state where someone should act; nothing where nobody looks. */
function Cell({ state, look, children }: CellProps) {
  const t = useTranslations("live");
  if (state === undefined) return <span className="text-text-3">-</span>;
  if (state === "ok") return look === "" ? children : <span className={`rounded-sm ${look}`}>{children}</span>;
  return (
    <span className={`inline-flex max-w-full items-center gap-1 rounded-sm ${state === "unknown" ? HATCH : look}`}>
      <StateGlyph state={glyphOf(state)} size={12} />
      <span className="sr-only">{t(`state.${state}`)}</span>
      <span className="truncate">{children}</span>
    </span>
  );
}
