import { expect, test } from "vitest";
import { type Right, rightRemoved } from "../faults/access-faults.ts";
import { alarmsSince, factOf, LEASES, until } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

const ROLE = "quorate-reader";

interface Refusal extends Right {
  readonly subjects: readonly string[];
  /** The missing line, as `kubectl auth can-i` would put it. */
  readonly line: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    role: `role/${ROLE}`,
    namespace: "kube-system",
    what: "leases",
    subjects: LEASES,
    line: "list leases.coordination.k8s.io in kube-system",
  },
  { role: `clusterrole/${ROLE}`, namespace: "default", what: "nodes", subjects: ["node/all"], line: "list nodes" },
  {
    role: `role/${ROLE}`,
    namespace: "kube-system",
    what: "pods",
    subjects: ["static-pod/all"],
    line: "list pods in kube-system",
  },
];

const isUnknown = async (subject: string, reason: string): Promise<boolean> => {
  const fact = await factOf(subject);
  return fact?.state === "unknown" && fact.reason === reason;
};

const every = async (looks: readonly Promise<boolean>[]): Promise<boolean> => (await Promise.all(looks)).every(Boolean);

export function accessTests(watched: () => WatchedLab): void {
  test("rights that are taken away: each signal is unknown, its missing line is named, nothing is critical", async () => {
    const { lab, settled } = watched();
    const sinceMs = Date.now();
    const undos = [];
    for (const right of REFUSALS) undos.push(await rightRemoved(lab, right));
    await until("removed rights: signals are forbidden", () => {
      return every(REFUSALS.flatMap(({ subjects }) => subjects.map((subject) => isUnknown(subject, "forbidden"))));
    });
    await until("removed rights: missing lines are named", () => {
      return every(REFUSALS.map(({ line }) => isUnknown(`access/${line}`, "not-permitted")));
    });
    for (const undo of undos.reverse()) await undo();
    await until("given rights: no line is missing", async () => {
      const missing = await Promise.all(REFUSALS.map(({ line }) => factOf(`access/${line}`)));
      return missing.every((fact) => fact === undefined);
    });
    await settled();
    expect(await alarmsSince(sinceMs)).toEqual([]);
  }, 240_000);

  test("an account that is deleted: everything behind it is unknown with 401, until it is connected anew", async () => {
    const { lab, connectAnew, settled } = watched();
    const sinceMs = Date.now();
    await lab.kubectl("-n", "quorate", "delete", "serviceaccount", ROLE);
    await until("deleted account: leases and servers are unknown", () => {
      const refused = LEASES.map((subject) => isUnknown(subject, "unauthorised"));
      const servers = watched().masters.map(({ name }) => isUnknown(`api-server/${name}`, "status-401"));
      return every([...refused, ...servers]);
    });
    await connectAnew();
    await settled();
    expect(await alarmsSince(sinceMs)).toEqual([]);
  }, 240_000);
}
