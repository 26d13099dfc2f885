"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { glyphOf } from "#lib/core/live/glyph.ts";
import type { State } from "#lib/core/live/state.ts";
import type { LiveTile } from "#lib/core/live/tile.ts";

const HATCH = "bg-[repeating-linear-gradient(135deg,transparent_0_5px,var(--q-line)_5px_6px)]";
const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
const MINUTE_S = 60;
const SECONDS_MAX = 2 * MINUTE_S;

function isOld({ polledAtMs, oldAfterMs }: LiveTile, nowMs: number): boolean {
  return nowMs - polledAtMs > oldAfterMs;
}

/** Nothing bad is seen, and not enough to say how many failures can be borne: that is not well. */
function isDoubtful({ state, margin: { low, high } }: LiveTile): boolean {
  return state === "ok" && low !== high;
}

/** Worst state, in shape and word; old data is unknown, whatever it said. */
export function LiveState({ live, nowMs }: { live: LiveTile | null; nowMs: number }) {
  const t = useTranslations("live");
  const clusters = useTranslations("clusters");
  if (live === null) return <span className="text-text-3">{clusters("live.plan")}</span>;
  const state = isOld(live, nowMs) || isDoubtful(live) ? "unknown" : live.state;
  return (
    <span className="inline-flex items-center gap-1.5">
      <StateGlyph state={glyphOf(state)} size={13} />
      {t(isOld(live, nowMs) ? "reason.stale" : `state.${state}`)}
      {isOld(live, nowMs) || live.unknownCount === 0 ? null : (
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
  const isVague = isOld(live, nowMs) || low !== high || low === null;
  const isBelow = planned !== null && high !== null && high < planned;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      {isBelow ? <StateGlyph state={high <= 0 ? "critical" : "warning"} size={12} /> : null}
      <span className={`rounded-sm px-0.5 font-medium ${isVague ? HATCH : ""}`}>
        {figure}
        {isOld(live, nowMs) && figure !== "?" ? "?" : ""}
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
  const seconds = live === null ? null : Math.max(0, Math.floor((nowMs - live.polledAtMs) / SECOND_MS));
  const cell = (content: ReactNode, extra = "") => <td className={`${className} ${wide} ${extra}`}>{content}</td>;
  return (
    <>
      {cell(<Cell state={api?.state}>{api === null ? null : `${seen(api.state, api.up)}/${api.count}`}</Cell>)}
      {cell(
        <Cell state={etcd?.state}>
          {etcd === null ? null : `${etcd.healthy ?? "?"}/${etcd.voters} ${etcd.leader ?? ""}`.trim()}
        </Cell>,
      )}
      {cell(<Cell state={vip?.state}>{vip === null ? null : (vip.holder ?? "?")}</Cell>)}
      {cell(
        <Cell state={certificates?.state}>
          {days === null ? "?" : t("certificates.days", { days: format.number(days) })}
        </Cell>,
        "text-right",
      )}
      {cell(
        <Cell state={nodes?.state}>
          {nodes === null || nodes.count === 0 ? "?" : `${seen(nodes.state, nodes.ready)}/${nodes.count}`}
        </Cell>,
      )}
      <td className={`${className} text-right text-text-2`}>
        {seconds === null ? "-" : null}
        {seconds !== null && seconds <= SECONDS_MAX ? t("age.seconds", { count: seconds }) : null}
        {seconds !== null && seconds > SECONDS_MAX ? t("age.minutes", { count: Math.floor(seconds / MINUTE_S) }) : null}
      </td>
    </>
  );
}

/** None of what nobody can see is counted, and "0 of 3" would say that all three are down. */
function seen(state: State, count: number): number | string {
  return state === "unknown" ? "?" : count;
}

/** A figure with the shape of its state where someone should act; nothing where nobody looks. */
function Cell({ state, children }: { state: State | undefined; children: ReactNode }) {
  const t = useTranslations("live");
  if (state === undefined) return <span className="text-text-3">-</span>;
  if (state === "ok") return children;
  return (
    <span className={`inline-flex items-center gap-1 rounded-sm ${state === "unknown" ? HATCH : ""}`}>
      <StateGlyph state={glyphOf(state)} size={12} />
      <span className="sr-only">{t(`state.${state}`)}</span>
      {children}
    </span>
  );
}
