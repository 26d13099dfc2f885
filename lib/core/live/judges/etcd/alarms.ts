import type { Verdict } from "#lib/core/live/live-state.ts";
import type { Classified } from "./classify.ts";
import type { Shared } from "./judge-etcd.ts";

/** `memberID:8925... alarm:NOSPACE` as `Status.errors` carries it; the id is decimal there. */
const ALARM = /memberID:(\d+)\s+alarm:([A-Z_]+)/;

/** One fact per raised alarm; every member reports all of them, so they are gathered. */
export function alarmVerdicts(members: readonly Classified[], listed: Shared): readonly Verdict[] {
  const raised = new Map<string, { readonly alarm: string; readonly memberId: string; readonly atMs: number }>();
  for (const { evidence } of members) {
    const { sighting, status } = evidence;
    for (const error of status?.errors ?? []) {
      const [, decimal = "", alarm = ""] = ALARM.exec(error) ?? [];
      if (alarm === "" || sighting === null) continue;
      const memberId = BigInt(decimal).toString(16);
      raised.set(`${alarm} ${memberId}`, { alarm, memberId, atMs: sighting.last.atMs });
    }
  }
  return [...raised.values()].map(({ alarm, memberId, atMs }) => {
    const member = members.find(({ evidence }) => evidence.id === memberId);
    return {
      ...listed,
      subject: `etcd-alarm/${alarm}/${memberId}`,
      kind: "etcd-alarm",
      state: "critical",
      reason: "alarm",
      values: { alarm, memberId, name: member?.evidence.name ?? null },
      machineId: member?.evidence.machine?.id ?? null,
      observedAtMs: atMs,
      // Writes are refused from the moment it is raised.
      confirmations: 1,
      tracked: [],
    };
  });
}
