import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { askGateway } from "../control-plane/faults.ts";
import type { Machine } from "../machine.ts";

const Claim = z.object({
  header: z.object({ member_id: z.string(), raft_term: z.string() }),
  leader: z.string().optional(),
});

export interface Claim {
  readonly memberId: string;
  readonly leaderId: string | null;
  readonly term: number;
}

/** What a member says of itself and its leader, asked past the product; null where it does not answer. Ids are decimal. */
export async function claimOf(machine: Machine): Promise<Claim | null> {
  const answer = await askGateway(machine, "/v3/maintenance/status", {}).catch(() => null);
  const parsed = Claim.safeParse(answer?.body);
  if (!parsed.success) return null;
  const { header, leader } = parsed.data;
  return { memberId: header.member_id, leaderId: leader ?? null, term: Number(header.raft_term) };
}

const LOOK_EVERY_MS = 50;
const WITHIN_MS = 30_000;

/** Wall clock of the second answer in a row that names the same leader of a later term. */
export async function secondAgreement(asked: readonly Machine[], before: Claim): Promise<number> {
  const deadline = performance.now() + WITHIN_MS;
  let last: string | null = null;
  while (performance.now() < deadline) {
    for (const machine of asked) {
      const claim = await claimOf(machine);
      if (claim === null || claim.leaderId === null || claim.term <= before.term) continue;
      const named = `${claim.term} ${claim.leaderId}`;
      if (named === last) return Date.now();
      last = named;
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error("The members agree on no new leader.");
}
