import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Product, startProduct } from "#e2e/product.ts";
import type { Site } from "./check.ts";
import { run } from "./command.ts";
import type { Newcomer } from "./fresh-clone.ts";
import { withNamespaces } from "./namespaces.ts";

const VISITOR = join(import.meta.dirname, "visitor.ts");
const PORT = "4600";
const WHAT = "sign-in from another host";

export interface EdgeOutcome {
  readonly figure: string;
  readonly faults: readonly string[];
  /** Why it was not run; null when it was. */
  readonly skipped: string | null;
}

/** The clone serves one network namespace from another: two hosts with a cable between them, and no internet. */
export async function judgeEdge(site: Site, { folder, env }: Newcomer): Promise<EdgeOutcome> {
  const skipped = whyNot();
  if (skipped !== null) return { figure: WHAT, faults: [], skipped };
  site.say("sign-in from another network namespace");
  return withNamespaces(async ({ server, client, address }) => {
    const product = await startProduct({
      command: ["ip", "netns", "exec", server, "npm", "start"],
      cwd: folder,
      inherited: env,
      env: { QUORATE_DATA: `${folder}.edge`, HOST: address, PORT },
    });
    try {
      return await visit(product, client);
    } finally {
      await product.stop();
    }
  });
}

async function visit(product: Product, client: string): Promise<EdgeOutcome> {
  const setupToken = await product.printed(/\/setup\?token=(\S+)\n/);
  const fingerprint = await product.printed(/Certificate SHA-256 (\S+)\n/);
  const args = ["netns", "exec", client, process.execPath, VISITOR, product.address, setupToken, fingerprint];
  const { code, output } = await run("ip", args);
  const faults = output.split("\n").filter((line) => line.startsWith("fault: "));
  if (code !== 0 && faults.length === 0) throw new Error(`The visitor ended with code ${code}: ${output}`);
  return {
    figure: output
      .split("\n")
      .filter((line) => !line.startsWith("fault: "))
      .join(", "),
    faults,
    skipped: null,
  };
}

function whyNot(): string | null {
  if (process.getuid?.() !== 0) return "network namespaces need root";
  const folders = (process.env.PATH ?? "").split(":");
  return folders.some((folder) => existsSync(join(folder, "ip"))) ? null : "iproute2 is not installed";
}
