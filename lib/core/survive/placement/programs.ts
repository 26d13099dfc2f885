import { balancersOf } from "./balancers.ts";
import type { Parts } from "./parts.ts";

export const CONTROL_PLANE_PROGRAMS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

/** Programs whose end a service notices, by machine id, in the order they are started. */
export function programsOf(parts: Parts): ReadonlyMap<string, readonly string[]> {
  const programs = new Map<string, string[]>();
  const note = (machineId: string, program: string) => {
    const known = programs.get(machineId);
    if (known === undefined) programs.set(machineId, [program]);
    else if (!known.includes(program)) known.push(program);
  };
  for (const { id } of [...parts.etcd, ...parts.eventsEtcd]) note(id, "etcd");
  for (const { id } of parts.controlPlane) note(id, CONTROL_PLANE_PROGRAMS[0]);
  for (const endpoint of parts.plan.endpoints)
    for (const { machine, program } of balancersOf(parts, endpoint)) note(machine.id, program);
  for (const { id } of parts.controlPlane) for (const program of CONTROL_PLANE_PROGRAMS.slice(1)) note(id, program);
  for (const { id } of parts.registry) note(id, registryProgram(parts));
  return programs;
}

export function registryProgram({ plan }: Parts): string {
  const kind = plan.options.registry?.kind;
  return kind === undefined || kind === "none" || kind === "cloud" ? "registry" : kind;
}

export const processId = (machineId: string, program: string): string => `process:${machineId}/${program}`;
