import { execFileSync } from "node:child_process";
import { copyFileSync, createReadStream, linkSync, openAsBlob, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { url as debuggerUrl } from "node:inspector";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import * as z from "zod";

/** What the process that is tried is told: where the secrets are, and a link to one that somebody left in its tree. */
export const Task = z.object({
  files: z.array(z.string()),
  folders: z.array(z.string()),
  link: z.string(),
  scratch: z.string(),
  supervisor: z.number(),
});
export type Task = z.infer<typeof Task>;

/** One line per way that got anywhere: `way path: what it got`. */
export const Loot = z.object({ place: z.string(), got: z.array(z.string()), tried: z.number() });
export type Loot = z.infer<typeof Loot>;

type Way = (path: string, task: Task) => unknown;

const FILE_WAYS: Readonly<Record<string, Way>> = {
  read: (path) => readFileSync(path, "utf8"),
  promise: (path) => readFile(path, "utf8"),
  stream: (path) => text(createReadStream(path)),
  blob: async (path) => (await openAsBlob(path)).text(),
  bytes: (path) => readFileSync(Buffer.from(path), "utf8"),
  dots: (path) => readFileSync(join(process.cwd(), "lib") + "/../".repeat(30) + path, "utf8"),
  env: (path) => {
    process.loadEnvFile(path);
    return process.env.CANARY;
  },
  copy: (path, { scratch }) => {
    copyFileSync(path, join(scratch, "copy"));
    return readFileSync(join(scratch, "copy"), "utf8");
  },
  hardLink: (path, { scratch }) => {
    const link = join(scratch, `hard${process.hrtime.bigint()}`);
    linkSync(path, link);
    return readFileSync(link, "utf8");
  },
  softLink: (path, { scratch }) => {
    const link = join(scratch, `soft${process.hrtime.bigint()}`);
    symlinkSync(path, link);
    return readFileSync(link, "utf8");
  },
  ownRoot: (path) => readFileSync(`/proc/self/root${path}`, "utf8"),
  othersRoot: (path, { supervisor }) => readFileSync(`/proc/${supervisor}/root${path}`, "utf8"),
  program: (path) => execFileSync("cat", [path], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  uncover: (path) => {
    execFileSync("umount", [dirname(path)], { stdio: "ignore" });
    return readFileSync(path, "utf8");
  },
};
const OTHER_WAYS: Readonly<Record<string, (task: Task) => unknown>> = {
  link: ({ link }) => readFileSync(link, "utf8"),
  othersEnvironment: ({ supervisor }) => readFileSync(`/proc/${supervisor}/environ`, "utf8"),
};

async function tryAll(place: string, task: Task): Promise<Loot> {
  const got: string[] = [];
  const attempts: (readonly [name: string, go: () => unknown])[] = [
    ...task.files.flatMap((path) =>
      Object.entries(FILE_WAYS).map(([way, go]) => [`${way} ${path}`, () => go(path, task)] as const),
    ),
    ...task.folders.map((path) => [`list ${path}`, () => readdirSync(path).join()] as const),
    ...Object.entries(OTHER_WAYS).map(([way, go]) => [way, () => go(task)] as const),
  ];
  for (const [name, go] of attempts) {
    try {
      const loot = String((await go()) ?? "");
      if (loot !== "") got.push(`${name}: ${loot.slice(0, 40)}`);
    } catch {
      // Refused, as it should be.
    }
  }
  return { place, got, tried: attempts.length };
}

/** A thread without the limits of its process: Node hands them down only to those who ask for them. */
function inThread(task: Task): Promise<Loot> {
  const thread = new Worker(import.meta.filename, { workerData: task, env: {}, execArgv: [] });
  return new Promise((resolve, reject) => {
    thread.once("message", (loot) => resolve(Loot.parse(loot)));
    thread.once("error", reject);
  });
}

// Started like the web process, this script tries everything that code running in it could try.
if (!isMainThread) parentPort?.postMessage(await tryAll("thread", Task.parse(workerData)));
else if (process.send !== undefined && process.argv[1] === import.meta.filename) {
  process.once("message", async (message) => {
    const task = Task.parse(message);
    const loot = [await tryAll("process", task), await inThread(task)];
    const environment = [...Object.values(process.env).map(String), debuggerUrl() ?? "no debugger"];
    process.send?.([...loot, { place: "environment", got: environment, tried: 0 }]);
    process.disconnect();
  });
  process.send("ready");
}
