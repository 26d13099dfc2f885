"use client";
import { Crown } from "lucide-react";
import { useTranslations } from "next-intl";
import { HostName } from "#components/canvas/machine/host-name.tsx";
import { numberIn } from "#components/live/facts/pick-facts.ts";
import { HATCH, useAgedLook } from "#components/live/parts/aged.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { glyphOf } from "#lib/core/live/glyph.ts";
import type { MachineNode } from "#lib/core/scene/scene.ts";
import type { Chip, MachineLive } from "./machine-live.ts";

const FRAMES: Readonly<Record<string, string>> = {
  critical: "border-2 border-critical",
  warning: "border-2 border-warning",
  unknown: "border border-dashed border-line-strong",
};

/** One planned machine with what is seen of it now. */
export function LiveCard({ node, live }: { node: MachineNode; live: MachineLive | undefined }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { isEngineSilent } = useLivePage();
  const known = live?.state ?? "unknown";
  const state = isEngineSilent ? "unknown" : known;
  const { x, y, width, height } = node.rect;
  const frame = FRAMES[state] ?? "border border-line-strong";
  return (
    <div
      className={`absolute flex flex-col overflow-hidden rounded-md bg-raised text-xs ${frame} ${live === undefined ? HATCH : ""}`}
      style={{ left: x, top: y, width, height }}
    >
      <div className={`flex items-center gap-1.5 px-2 ${node.form === "chip" ? "h-full" : "h-7"}`}>
        <span className="flex min-w-0 flex-1 font-mono text-sm font-semibold">
          <HostName name={node.hostname} />
        </span>
        <StateGlyph state={glyphOf(state)} size={13} />
        <span className={state === "ok" ? "sr-only" : "shrink-0"}>
          {state === known ? words.state(state) : t("last", { state: words.state(known) })}
        </span>
      </div>
      {node.form === "chip" ? null : <CardBody node={node} live={live} />}
    </div>
  );
}

function CardBody({ node, live }: { node: MachineNode; live: MachineLive | undefined }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { nowMs } = useLivePage();
  const age = live?.observedAtMs == null ? t("age.never") : words.ago(Math.max(0, nowMs - live.observedAtMs));
  return (
    <div className="grid gap-1 px-2">
      <span className="flex justify-between gap-2 whitespace-nowrap">
        <span className="truncate font-mono">{node.ip ?? "-"}</span>
        <span className="text-text-2">{age}</span>
      </span>
      <span className="flex h-5 gap-1 overflow-hidden">
        {live?.chips.map((chip) => (
          <ChipMark key={chip.key} chip={chip} />
        ))}
      </span>
      {node.hasStackedEtcd && live?.member ? <MemberHalf live={live} /> : null}
    </div>
  );
}

function ChipMark({ chip }: { chip: Chip }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const look = useAgedLook();
  const isPlain = chip.state === "ok";
  return (
    <span
      title={words.because(chip.fact)}
      className={`inline-flex items-center gap-0.5 rounded border px-1 whitespace-nowrap ${isPlain ? "" : "border-line-strong font-medium"} ${look(chip.fact)}`}
    >
      {chip.isHolder ? (
        <>
          <Crown size={11} strokeWidth={2} aria-hidden />
          <span className="sr-only">{t("topology.holds")}</span>
        </>
      ) : null}
      {chip.label}
      {isPlain ? null : (
        <>
          <StateGlyph state={glyphOf(chip.state)} size={10} />
          <span className="sr-only">{words.state(chip.state)}</span>
        </>
      )}
    </span>
  );
}

function MemberHalf({ live: { member } }: { live: MachineLive }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const look = useAgedLook();
  if (member === null) return null;
  const size = numberIn(member, "dbSizeBytes");
  const lag = numberIn(member, "lagEntries");
  return (
    <span className={`grid gap-0.5 border-t border-dashed pt-1 ${look(member)}`}>
      <span className="flex items-center gap-1">
        {member.state === "ok" ? t(member.values.isLeader === true ? "etcd.role.leader" : "etcd.role.follower") : null}
        <span className="truncate text-text-2">{words.reason(member)}</span>
      </span>
      <span className="text-text-2">
        {[
          ...(lag === null ? [] : [t("topology.lag", { lag: words.count(lag) })]),
          ...(size === null ? [] : [words.bytes(size)]),
        ].join(" · ")}
      </span>
    </span>
  );
}
