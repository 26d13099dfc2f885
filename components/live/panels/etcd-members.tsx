"use client";
import { Crown } from "lucide-react";
import { useTranslations } from "next-intl";
import { nameOf, numberIn, textIn } from "#components/live/facts/pick-facts.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { useAgedLook } from "#components/live/parts/aged.tsx";
import { LatencyCurve } from "#components/live/parts/latency-curve.tsx";
import { useHostOf, useLivePage } from "#components/live/parts/live-context.tsx";
import { LiveName, LiveRow, LiveTable } from "#components/live/parts/live-table.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import type { Fact } from "#lib/core/live/state.ts";

const LOST = ["down", "hung", "not-started", "no-leader"];

/** One row per member, the worst first; figures of a member that does not answer are the past, and not shown. */
export function EtcdMembers({ members }: { members: readonly Fact[] }) {
  const t = useTranslations("live");
  return (
    <LiveTable
      label={t("etcd.members")}
      columns={[
        { key: "member", title: t("etcd.column.member") },
        { key: "state", title: t("column.state") },
        { key: "role", title: t("etcd.column.role") },
        { key: "term", title: t("etcd.column.term"), isNumber: true },
        { key: "lag", title: t("etcd.column.lag"), isNumber: true },
        { key: "size", title: t("etcd.column.size"), isNumber: true },
        { key: "fsync", title: t("etcd.column.fsync"), isNumber: true },
        { key: "latency", title: t("etcd.column.latency"), isNumber: true },
        { key: "trend", title: t("latency.hour") },
        { key: "version", title: t("column.version") },
        { key: "age", title: t("column.age"), isNumber: true },
        { key: "ack", title: t("column.ack"), isUnseen: true },
      ]}
    >
      {members.map((member) => (
        <MemberRow key={member.subject} member={member} />
      ))}
    </LiveTable>
  );
}

function MemberRow({ member }: { member: Fact }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const hostOf = useHostOf();
  const { nowMs } = useLivePage();
  const look = useAgedLook();
  const host = hostOf(member.machineId) ?? nameOf(member);
  const isLost = LOST.includes(textIn(member, "class"));
  const lag = numberIn(member, "lagEntries");
  const latency = numberIn(member, "latencyMs");
  const fsync = isLost ? null : numberIn(member, "fsyncP99Ms");
  const term = numberIn(member, "term");
  return (
    <LiveRow>
      <td className="font-mono whitespace-nowrap">
        <LiveName>{host}</LiveName>
      </td>
      <td>
        <FactState fact={member} />
        {isLost ? (
          <span className="ml-2 text-xs whitespace-nowrap text-text-2">
            {t("since", { age: words.duration(nowMs - member.sinceMs) })}
          </span>
        ) : null}
      </td>
      <td className="whitespace-nowrap">{isLost ? "-" : <MemberRole member={member} />}</td>
      <td className={`text-right ${look(member)}`}>{term === null ? "-" : words.count(term)}</td>
      <td className={`text-right ${look(member)}`}>{lag === null ? "-" : words.count(lag)}</td>
      <td className={`text-right whitespace-nowrap ${look(member)}`}>
        <Size member={member} />
      </td>
      <td className={`text-right whitespace-nowrap ${look(member)}`}>
        {fsync === null ? "-" : words.milliseconds(fsync)}
      </td>
      <td className={`text-right whitespace-nowrap ${look(member)}`}>
        {latency === null ? "-" : words.milliseconds(latency)}
      </td>
      <td>
        <LatencyCurve fact={member} name={host} />
      </td>
      <td className="font-mono whitespace-nowrap">{textIn(member, "version") || "-"}</td>
      <td className="text-right text-xs whitespace-nowrap text-text-3">
        {member.observedAtMs === null ? t("age.never") : words.duration(nowMs - member.observedAtMs)}
      </td>
      <td>
        <AckButton fact={member} name={host} />
      </td>
    </LiveRow>
  );
}

function MemberRole({ member: { values } }: { member: Fact }) {
  const t = useTranslations("live");
  if (values.isLeader !== true) return t(values.isLearner === true ? "etcd.role.learner" : "etcd.role.follower");
  return (
    <span className="inline-flex items-center gap-1 font-medium">
      <Crown size={13} strokeWidth={1.75} aria-hidden />
      {t("etcd.role.leader")}
    </span>
  );
}

/** Size of the database against its quota; the part in use beside it, as that is what defragmenting would leave. */
function Size({ member }: { member: Fact }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const size = numberIn(member, "dbSizeBytes");
  const quota = numberIn(member, "quotaBytes");
  const used = numberIn(member, "dbInUseBytes");
  if (size === null) return "-";
  const text = words.bytes(size);
  return (
    <span title={used === null ? undefined : t("etcd.inUse", { size: words.bytes(used) })}>
      {quota === null || quota === 0
        ? text
        : t("etcd.ofQuota", { size: text, quota: words.bytes(quota), share: words.percent(size / quota) })}
    </span>
  );
}
