import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "#e2e/product.ts";
import { withAccount } from "./account.ts";
import { makeBareDebian, runInBareDebian, whyNoBareDebian } from "./bare-debian.ts";
import type { Site } from "./check.ts";
import { hostEnv, lastLines, mustRun, type Ran, run } from "./command.ts";

const COMMAND = "npm ci && npm test";
const HOME = "/home/newcomer";

/** The README's test command as an ordinary user of a bare Debian, or, where none can be made, in a clone on this machine. */
export async function testOnBareMachine(site: Site, place: string): Promise<string> {
  const why = whyNoBareDebian();
  const { code, output, seconds } = why === null ? await asNewcomer(site, place) : await onThisMachine(site, place);
  if (code !== 0) throw new Error(`${COMMAND} ended with code ${code}: ${lastLines(output)}`);
  const where = why === null ? "ordinary user of a bare Debian" : `this machine (a bare one ${why})`;
  return `${where}: ${COMMAND} ${seconds} s, ${lastLines(output)}`;
}

async function asNewcomer({ say }: Site, place: string): Promise<Ran> {
  return withAccount(join(place, "tester"), async (account) => {
    const root = join(place, "bare");
    say("copying a bare Debian");
    await makeBareDebian(root);
    const home = join(root, HOME);
    mkdirSync(home, { recursive: true });
    await cloneInto(join(home, "quorate"));
    await mustRun("chown", ["-R", `${account.uid}:${account.gid}`, home]);
    const inside = { root, account: { ...account, home: HOME }, onLine: say };
    return runInBareDebian(inside, `cd "$HOME/quorate" && ${COMMAND}`);
  });
}

async function onThisMachine({ say }: Site, place: string): Promise<Ran> {
  const folder = join(place, "tested");
  await cloneInto(folder);
  return run("sh", ["-c", COMMAND], { cwd: folder, env: hostEnv(process.env.HOME ?? place), onLine: say });
}

async function cloneInto(folder: string): Promise<void> {
  await mustRun("git", ["clone", "--quiet", "--no-hardlinks", ROOT, folder]);
}
