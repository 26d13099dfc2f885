import * as z from "zod";
import { putBack, takeDown } from "../control-plane/faults.ts";
import { writeInside } from "../control-plane/kubeadm.ts";
import type { Lab } from "../lab.ts";
import type { Machine } from "../machine.ts";
import { fault, type Undo } from "./undo.ts";

export type Elected = "kube-controller-manager" | "kube-scheduler";

const MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml";
/** Beside the folder of the manifests: a half-written file in it would be started. */
const DRAFT = "/etc/kubernetes/kube-apiserver.draft";
const Lease = z.object({ spec: z.object({ holderIdentity: z.string(), leaseTransitions: z.number() }) });

/** The machine that leads, and how often the leadership has moved. */
export async function readLeader(lab: Lab, component: Elected): Promise<{ machine: Machine; transitions: number }> {
  const { spec } = Lease.parse(
    JSON.parse(await lab.kubectl("-n", "kube-system", "get", "lease", component, "-o=json")),
  );
  // The name of a machine holds no underscore; what follows it is the process.
  const [name = ""] = spec.holderIdentity.split("_");
  return { machine: lab.machine(name), transitions: spec.leaseTransitions };
}

export async function leaderKilled(lab: Lab, component: Elected): Promise<Undo> {
  const { machine } = await readLeader(lab, component);
  await takeDown(machine, component);
  return fault(() => putBack(machine, component));
}

export async function apiServerKilled(machine: Machine): Promise<Undo> {
  await takeDown(machine, "kube-apiserver");
  return fault(() => putBack(machine, "kube-apiserver"));
}

/** Health answers 401 to whoever shows no credential, as a load balancer's check does. */
export async function anonymousRefused(machine: Machine): Promise<Undo> {
  const before = machine.readFile(MANIFEST);
  await replaceManifest(machine, before.replace(/^(\s*)- kube-apiserver$/m, "$&\n$1- --anonymous-auth=false"));
  return fault(() => replaceManifest(machine, before));
}

async function replaceManifest(machine: Machine, text: string): Promise<void> {
  await writeInside(machine, DRAFT, text);
  await machine.run(["mv", DRAFT, MANIFEST]);
}
