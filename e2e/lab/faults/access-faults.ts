import * as z from "zod";
import type { Lab } from "../lab.ts";
import { fault, type Undo } from "./undo.ts";

const Rule = z.looseObject({
  resources: z.array(z.string()).optional(),
  nonResourceURLs: z.array(z.string()).optional(),
});
const Role = z.object({ rules: z.array(Rule) });

export interface Right {
  /** As kubectl names it: `clusterrole/...` or `role/...`. */
  readonly role: string;
  /** Of the role; a cluster role has none and ignores it. */
  readonly namespace: string;
  /** A resource or a path. */
  readonly what: string;
}

/** Takes the rules that name it out of a role: whoever is bound to it is refused with 403 from the next call on. */
export async function rightRemoved(lab: Lab, { role, namespace, what }: Right): Promise<Undo> {
  const before = Role.parse(JSON.parse(await lab.kubectl("-n", namespace, "get", role, "-o=json"))).rules;
  const left = before.filter(({ resources = [], nonResourceURLs = [] }) => {
    return ![...resources, ...nonResourceURLs].includes(what);
  });
  if (left.length === before.length) throw new Error(`${role} does not grant ${what}.`);
  const put = async (rules: typeof before): Promise<void> => {
    const patch = JSON.stringify([{ op: "replace", path: "/rules", value: rules }]);
    await lab.kubectl("-n", namespace, "patch", role, "--type=json", `--patch=${patch}`);
  };
  await put(left);
  return fault(() => put(before));
}
