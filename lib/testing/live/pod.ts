import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openServiceAccount, type ServiceAccount } from "#lib/watch/service-account.ts";

export interface PodFolder {
  readonly folder: string;
  readonly write: (name: "token" | "ca.crt", text: string) => void;
  readonly remove: () => void;
}

/** A folder as Kubernetes mounts it into a pod. */
export function podFolder({ token, caPem }: { readonly token: string; readonly caPem: string }): PodFolder {
  const folder = mkdtempSync(join(tmpdir(), "quorate-pod-"));
  const write: PodFolder["write"] = (name, text) => writeFileSync(join(folder, name), text);
  write("token", `${token}\n`);
  write("ca.crt", caPem);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The account of an engine that runs in no pod. */
export function noPod(): ServiceAccount {
  return openServiceAccount({ folder: join(tmpdir(), "quorate-no-pod"), host: "", port: "" });
}
