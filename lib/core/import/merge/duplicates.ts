import type { CellProblem } from "#lib/core/import/draft.ts";
import { canonicalIp } from "#lib/core/plan/address.ts";
import type { Machine } from "#lib/core/plan/machine.ts";

/** Names and addresses that an earlier row of the same table has already; `lines` gives each row's source line. */
export function duplicateProblems(machines: readonly Machine[], lines: readonly (number | null)[]): CellProblem[] {
  const names = new Set<string>();
  const addresses = new Set<string>();
  return machines.flatMap((machine, row) => {
    const place = { row, line: lines[row] ?? null, suggestion: null, isBlocking: true };
    const problems: CellProblem[] = [];
    const name = machine.hostname.toLowerCase();
    if (name !== "" && names.has(name)) {
      problems.push({ ...place, field: "hostname", code: "duplicate-hostname", text: machine.hostname });
    }
    names.add(name);
    for (const ip of machine.ips) {
      const address = canonicalIp(ip);
      if (addresses.has(address)) problems.push({ ...place, field: "ip", code: "duplicate-ip", text: ip });
      addresses.add(address);
    }
    return problems;
  });
}
