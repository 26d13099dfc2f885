"use client";
import { Crown } from "lucide-react";
import { useTranslations } from "next-intl";
import { numberIn, ofKind, textIn } from "#components/live/facts/pick-facts.ts";
import { type Seats, seatsOf } from "#components/live/facts/seats.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { Aged } from "#components/live/parts/aged.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { type Fact, PASTED } from "#lib/core/live/state.ts";

const PROGRAMS: Readonly<Record<string, string>> = {
  "lease/kube-scheduler": "scheduler",
  "lease/kube-controller-manager": "controller-manager",
  "lease/plndr-cp-lock": "kube-vip",
};

/** Who leads the scheduler, the controller manager and kube-vip, since when, and who would take over. */
export function LeadersPanel() {
  const t = useTranslations("live");
  const { view } = useLivePage();
  const leases = ofKind(view.facts, "lease");
  return (
    <Block title={t("leaders.title")} facts={[...leases, ...ofKind(view.facts, "identity-lease")]}>
      {leases.length === 0 ? <Nothing>{t("leaders.none")}</Nothing> : null}
      <ul className="grid gap-2">
        {leases.map((lease) => (
          <LeaderLine key={lease.subject} lease={lease} seats={seatsOf(view.facts, lease)} />
        ))}
      </ul>
      <Identities />
    </Block>
  );
}

function LeaderLine({ lease, seats }: { lease: Fact; seats: Seats }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const page = useLivePage();
  // How long somebody has held on is known up to the look, and no longer where nobody looks again.
  const nowMs = lease.observer === PASTED ? (lease.observedAtMs ?? page.nowMs) : page.nowMs;
  const program = PROGRAMS[lease.subject] ?? lease.subject;
  const holder = textIn(lease, "machine") || textIn(lease, "holder");
  const acquired = numberIn(lease, "acquiredAtMs");
  const changed = numberIn(lease, "changedAtMs");
  const moves = numberIn(lease, "movesIn15Min");
  const transitions = numberIn(lease, "transitions");
  // A lease that nobody saw has no holder that we know of, which is not the same as none.
  const isUnseen = holder === "" && lease.state === "unknown";
  return (
    <li className="grid grid-cols-[minmax(9.5rem,20%)_minmax(0,1fr)_auto] items-start gap-x-3">
      <span className="text-text-2">{program}</span>
      <span className="grid gap-0.5">
        <Aged fact={lease}>
          <span className="inline-flex items-center gap-1 font-mono">
            {holder === "" ? null : <Crown size={13} strokeWidth={1.75} aria-hidden />}
            {holder === "" && !isUnseen ? t("leaders.nobody") : holder}
          </span>
          {lease.values.isPlanned === false ? <span className="ml-2 text-xs">{t("unplanned")}</span> : null}
        </Aged>
        <span className="flex flex-wrap gap-x-3 text-xs text-text-2">
          {changed === null ? null : <span>{t("leaders.renewed", { age: words.duration(nowMs - changed) })}</span>}
          {acquired === null ? null : <span>{t("leaders.heldFor", { age: words.duration(nowMs - acquired) })}</span>}
          {moves === null ? null : <span>{t("leaders.moves", { count: moves })}</span>}
          {transitions === null ? null : <span>{t("leaders.transitions", { count: transitions })}</span>}
          {seats.total === null || isUnseen ? null : (
            <span>{t("leaders.seats", { standby: seats.standby, total: seats.total, planned: seats.planned })}</span>
          )}
        </span>
      </span>
      <span className="flex items-center gap-1">
        <FactState fact={lease} />
        <AckButton fact={lease} name={program} />
      </span>
    </li>
  );
}

/** API servers that announce themselves, against the planned masters. */
function Identities() {
  const t = useTranslations("live");
  const { view, plan } = useLivePage();
  const identities = ofKind(view.facts, "identity-lease");
  if (identities.length === 0) return null;
  const present = identities.filter(({ state }) => state === "ok").length;
  const planned = plan.machines.filter(({ roles }) => roles.includes("control-plane")).length;
  return (
    <div className="mt-2 border-t pt-2">
      <p className="text-text-2">
        {planned === 0 ? t("leaders.identitiesSeen", { present }) : t("leaders.identities", { present, planned })}
      </p>
      <ul className="mt-1 grid gap-1">
        {identities
          .filter(({ state }) => state !== "ok")
          .map((fact) => (
            <li key={fact.subject} className="flex items-center justify-between gap-2">
              <span className="font-mono">{textIn(fact, "machine") || textIn(fact, "lease")}</span>
              <FactState fact={fact} />
            </li>
          ))}
      </ul>
    </div>
  );
}
