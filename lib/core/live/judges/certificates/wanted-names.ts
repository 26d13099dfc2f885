import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

export interface WantedName {
  readonly name: string;
  /** Clients come by these; a certificate without them turns them away. */
  readonly isEntry: boolean;
}

/** The names that the certificate of this master's API server must be valid for, as the plan has them. */
export function wantedNames(plan: Plan, machine: Machine | null): readonly WantedName[] {
  const entries = plan.endpoints
    .filter(({ audience }) => audience !== "registry")
    .flatMap(({ vips, dnsName }) => [...vips, ...(dnsName ? [dnsName] : [])]);
  const own = machine === null ? [] : [machine.hostname, ...machine.ips.slice(0, 1)];
  const asked = plan.options.certificates?.sans ?? [];
  const wanted = new Map<string, boolean>();
  for (const name of [...own, ...asked]) if (name !== "") wanted.set(name.toLowerCase(), false);
  for (const name of entries) if (name !== "") wanted.set(name.toLowerCase(), true);
  return [...wanted].map(([name, isEntry]) => ({ name, isEntry }));
}

/** True when a certificate with these subject alternative names is valid for this name or address (RFC 6125: one label). */
export function covers(sans: readonly string[], name: string): boolean {
  return sans.some((san) => {
    const known = san.toLowerCase();
    return (
      known === name ||
      (known.startsWith("*.") && name.includes(".") && name.slice(name.indexOf(".")) === known.slice(1))
    );
  });
}
