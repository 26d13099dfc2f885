import { chownSync, mkdirSync } from "node:fs";
import { mustRun } from "./command.ts";

export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** A system user for the time of one check, with a home of its own; root only. */
export async function withAccount<Outcome>(
  home: string,
  use: (account: Account) => Promise<Outcome>,
): Promise<Outcome> {
  const name = `quorate-a${process.pid}`;
  mkdirSync(home);
  await mustRun("useradd", ["--system", "--home-dir", home, "--shell", "/bin/sh", name]);
  try {
    const [uid, gid] = await Promise.all([numberOf("-u", name), numberOf("-g", name)]);
    chownSync(home, uid, gid);
    return await use({ uid, gid, home });
  } finally {
    await mustRun("userdel", [name]);
  }
}

async function numberOf(flag: string, name: string): Promise<number> {
  return Number((await mustRun("id", [flag, name])).output.trim());
}
