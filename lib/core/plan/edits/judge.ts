import { canonicalIp, hasLeadingZero, isHostName, isIpAddress } from "#lib/core/plan/address.ts";
import type { Change } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { ENDPOINTS_MAX, MACHINES_MAX, type Plan } from "#lib/core/plan/plan.ts";
import { machinesOfEndpoint, machinesOfOptions } from "./references.ts";

export const PROBLEM_CODES = [
  "empty-hostname",
  "bad-hostname",
  "duplicate-hostname",
  "bad-ip",
  "ip-leading-zero",
  "duplicate-ip",
  "duplicate-id",
  "unknown-machine",
  "unknown-endpoint",
  "too-many-machines",
  "too-many-endpoints",
  "not-a-plan",
  "unknown-version",
  "bad-field",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Why a plan cannot be: `path` as in `Change`, `values` fill the sentence of `problemText` and its translations. */
export type PlanProblem = {
  readonly code: ProblemCode;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
};

export function problem(code: ProblemCode, path: string, values: Readonly<Record<string, string>>): PlanProblem {
  return { code, path, values };
}

/** Hard errors of a plan; with `touchedMachineIds` only those in which one of these machines takes part. */
export function judgePlan(plan: Plan, touchedMachineIds?: Iterable<string>): PlanProblem[] {
  if (touchedMachineIds !== undefined) return judgeHosts(plan.machines, new Set(touchedMachineIds));
  return [
    ...duplicateIds(plan),
    ...judgeSize(plan),
    ...judgeHosts(plan.machines, new Set(plan.machines.map(({ id }) => id))),
    ...judgeReferences(plan, null),
  ];
}

/** Hard errors that these changes brought into the plan. */
export function judgeChanges(plan: Plan, changes: readonly Change[]): PlanProblem[] {
  const paths = new Set(changes.map(({ path }) => path));
  const hosts = changes.flatMap(({ path }) => {
    const [root, id, field] = path.split("/");
    const isNaming = field === undefined || field === "hostname" || field === "ips";
    return root === "machines" && id !== undefined && isNaming ? [id] : [];
  });
  return [...judgeSize(plan), ...judgeHosts(plan.machines, new Set(hosts)), ...judgeReferences(plan, paths)];
}

function judgeSize(plan: Plan): PlanProblem[] {
  const { machines, endpoints } = plan;
  return [
    ...(machines.length > MACHINES_MAX ? [tooMany("too-many-machines", machines.length, MACHINES_MAX)] : []),
    ...(endpoints.length > ENDPOINTS_MAX ? [tooMany("too-many-endpoints", endpoints.length, ENDPOINTS_MAX)] : []),
  ];
}

function tooMany(code: ProblemCode, count: number, max: number): PlanProblem {
  return problem(code, "", { count: String(count), max: String(max) });
}

function duplicateIds(plan: Plan): PlanProblem[] {
  const paths = [
    ...plan.machines.map(({ id }) => `machines/${id}`),
    ...plan.endpoints.map(({ id }) => `endpoints/${id}`),
  ];
  const seen = new Set<string>();
  return paths.flatMap((path) => {
    if (!seen.has(path)) {
      seen.add(path);
      return [];
    }
    return [problem("duplicate-id", path, { id: path.slice(path.indexOf("/") + 1) })];
  });
}

function judgeHosts(machines: readonly Machine[], touched: ReadonlySet<string>): PlanProblem[] {
  if (touched.size === 0) return [];
  const syntax = machines.filter(({ id }) => touched.has(id)).flatMap(judgeSyntax);
  const names = duplicates(machines, touched, {
    keysOf: ({ hostname }) => (hostname.trim() === "" ? [] : [hostname.toLowerCase()]),
    found: (machine, other) =>
      problem("duplicate-hostname", `machines/${machine.id}/hostname`, {
        hostname: machine.hostname,
        machine: machine.hostname,
        other: other.hostname,
      }),
  });
  const ips = duplicates(machines, touched, {
    keysOf: (machine) => machine.ips.map(canonicalIp),
    found: (machine, other, ip) =>
      problem("duplicate-ip", `machines/${machine.id}/ips`, { ip, machine: shown(machine), other: shown(other) }),
  });
  return [...syntax, ...names, ...ips];
}

type Search = {
  readonly keysOf: (machine: Machine) => readonly string[];
  readonly found: (machine: Machine, other: Machine, key: string) => PlanProblem;
};

/** Each key that two machines have, when one of them was touched; two passes over the plan, no pairs. */
function duplicates(machines: readonly Machine[], touched: ReadonlySet<string>, search: Search): PlanProblem[] {
  const owners = new Map<string, Machine>();
  const problems: PlanProblem[] = [];
  for (const machine of machines) {
    if (!touched.has(machine.id)) continue;
    for (const key of search.keysOf(machine)) {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, machine);
      else problems.push(search.found(machine, owner, key));
    }
  }
  for (const other of machines) {
    if (touched.has(other.id)) continue;
    for (const key of search.keysOf(other)) {
      const owner = owners.get(key);
      if (owner !== undefined) problems.push(search.found(owner, other, key));
    }
  }
  return problems;
}

function judgeSyntax(machine: Machine): PlanProblem[] {
  return [...judgeHostName(machine), ...machine.ips.flatMap((ip) => judgeIp(machine, ip))];
}

function judgeHostName(machine: Machine): PlanProblem[] {
  const { id, hostname } = machine;
  if (isHostName(hostname)) return [];
  const code = hostname.trim() === "" ? "empty-hostname" : "bad-hostname";
  return [problem(code, `machines/${id}/hostname`, { hostname, machine: shown(machine) })];
}

function judgeIp(machine: Machine, ip: string): PlanProblem[] {
  if (isIpAddress(ip)) return [];
  const code = hasLeadingZero(ip) ? "ip-leading-zero" : "bad-ip";
  return [problem(code, `machines/${machine.id}/ips`, { ip, machine: shown(machine) })];
}

function shown({ hostname, id }: Machine): string {
  return hostname.trim() === "" ? id : hostname;
}

function judgeReferences(plan: Plan, paths: ReadonlySet<string> | null): PlanProblem[] {
  const named = [
    ...plan.endpoints.map((endpoint) => ({ path: `endpoints/${endpoint.id}`, ids: machinesOfEndpoint(endpoint) })),
    ...machinesOfOptions(plan.options).map(({ key, machineIds }) => ({ path: `options/${key}`, ids: machineIds })),
  ].filter(({ path, ids }) => ids.length > 0 && (paths === null || paths.has(path)));
  if (named.length === 0) return [];
  const known = new Set(plan.machines.map(({ id }) => id));
  return named.flatMap(({ path, ids }) =>
    [...new Set(ids)].filter((id) => !known.has(id)).map((id) => problem("unknown-machine", path, { machine: id })),
  );
}

/** One English sentence or two for API callers: what is wrong and what to do. */
export function problemText({ code, path, values }: PlanProblem): string {
  const { hostname = "", machine = "", other = "", ip = "", id = "", max = "", count = "", endpoint = "" } = values;
  switch (code) {
    case "empty-hostname":
      return `Machine ${machine} has no host name. Give it one, such as k8s-worker1.`;
    case "bad-hostname":
      return `"${hostname}" is not a host name. Use lower-case letters, digits and "-" (RFC 1123), up to 63 characters between dots.`;
    case "duplicate-hostname":
      return `Two machines are called "${other}". Rename one of them.`;
    case "bad-ip":
      return `"${ip}" of ${machine} is not an IP address. Write it like 10.0.0.11 or fd00::11, without a mask.`;
    case "ip-leading-zero":
      return `"${ip}" of ${machine} has a leading zero, which some programs read as octal. Write it without.`;
    case "duplicate-ip":
      return machine === other
        ? `${machine} has the address ${ip} twice. Remove one.`
        : `${machine} and ${other} have the same address ${ip}. Change one of them.`;
    case "duplicate-id":
      return `The id "${id}" is used twice (${path}). Give one of them a new id.`;
    case "unknown-machine":
      return `There is no machine with the id "${machine}" in this plan (${path}). Someone may have removed it: reload the plan.`;
    case "unknown-endpoint":
      return `There is no endpoint with the id "${endpoint}" in this plan. Someone may have removed it: reload the plan.`;
    case "too-many-machines":
      return `The plan would have ${count} machines; ${max} is the most. Split it into several clusters.`;
    case "too-many-endpoints":
      return `The plan would have ${count} endpoints; ${max} is the most. Remove one first.`;
    case "not-a-plan":
      return 'This is not a plan: a JSON object with kind "HAClusterPlan" is expected.';
    case "unknown-version":
      return `The plan was written in schema version ${values.version ?? "(none)"}; this program reads ${values.known ?? ""}. Open it with a newer version of Quorate.`;
    case "bad-field":
      return `${path}: ${values.reason ?? "not allowed"}.`;
  }
}
