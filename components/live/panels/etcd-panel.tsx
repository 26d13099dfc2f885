"use client";
import { useTranslations } from "next-intl";
import { numberIn, ofKind, textIn, worstFirst } from "#components/live/facts/pick-facts.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { Aged } from "#components/live/parts/aged.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { EtcdMembers } from "./etcd-members.tsx";

/** Quorum, members and alarms of etcd. */
export function EtcdPanel() {
  const t = useTranslations("live");
  const { view } = useLivePage();
  const quorum = ofKind(view.facts, "etcd-quorum");
  const members = ofKind(view.facts, "etcd-member");
  const alarms = ofKind(view.facts, "etcd-alarm");
  return (
    <Block title="etcd" facts={[...quorum, ...members, ...alarms]}>
      {quorum.map((fact) => (
        <QuorumLine key={fact.subject} quorum={fact} />
      ))}
      {alarms.map((alarm) => (
        <p key={alarm.subject} className="mt-1 flex items-center gap-2">
          <FactState fact={alarm} />
          <span className="font-mono">{textIn(alarm, "name") || textIn(alarm, "memberId")}</span>
          <span>{t(textIn(alarm, "alarm") === "NOSPACE" ? "etcd.noSpace" : "etcd.otherAlarm")}</span>
          <AckButton fact={alarm} name={textIn(alarm, "alarm")} />
        </p>
      ))}
      {members.length === 0 ? <Nothing>{t("etcd.none")}</Nothing> : <EtcdMembers members={worstFirst(members)} />}
    </Block>
  );
}

function QuorumLine({ quorum }: { quorum: Fact }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const leader = textIn(quorum, "leaderMachine") || textIn(quorum, "leader");
  const term = numberIn(quorum, "term");
  return (
    <p className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1">
      <FactState fact={quorum} />
      <Aged fact={quorum}>
        {t("etcd.quorum", {
          healthy: numberIn(quorum, "healthy") ?? 0,
          voters: numberIn(quorum, "voters") ?? 0,
          needed: numberIn(quorum, "needed") ?? 0,
        })}
      </Aged>
      <span>
        {t("etcd.leader")} <span className="font-mono">{leader === "" ? t("etcd.noLeader") : leader}</span>
      </span>
      {term === null ? null : <span>{t("etcd.term", { term: words.count(term) })}</span>}
      <span className="text-text-2">{t("leaders.moves", { count: numberIn(quorum, "movesIn15Min") ?? 0 })}</span>
      <AckButton fact={quorum} name="etcd" />
    </p>
  );
}
