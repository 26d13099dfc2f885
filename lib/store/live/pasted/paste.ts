import type * as z from "zod";
import type { PastedAnswer, PastedTexts } from "#lib/core/api/live.ts";
import { pastedChanges } from "#lib/core/pasted/judge/pasted-changes.ts";
import { problemText } from "#lib/core/pasted/problem-text.ts";
import { PASTED_MAX, type PastedReading, readPasted } from "#lib/core/pasted/read-pasted.ts";
import type { PastedProblem } from "#lib/core/pasted/sight.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import { readLive } from "#lib/store/live/read-live.ts";
import { type Actor, audit, traceOf } from "#lib/store/people/audit.ts";
import { headOf, lockCluster, readRow } from "#lib/store/plan/rows.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";
import { readThresholds } from "#lib/store/settings.ts";
import { addChanges, removeChanges } from "./changes.ts";
import { addLooks, readLooks } from "./looks.ts";
import { judgedBy } from "./state.ts";

type Texts = z.output<typeof PastedTexts>["texts"];

/** Reads and keeps what was pasted. One secret in one of the texts refuses them all, before anything is written. */
export async function pasteOutputs(slug: string, texts: Texts, actor: Actor): Promise<PastedAnswer> {
  refuseSize(texts);
  const pastedAtMs = Date.now();
  const thresholds = await readThresholds();
  const readings = await inTransaction(async (tx) => {
    const row = await lockCluster(tx, slug);
    const plan = judgedBy(await headOf(tx, row));
    const read = texts.map(({ text, host }) => readPasted(text, { plan, pastedAtMs, host: host || undefined }));
    refuseUseless(read);
    const observations = read.flatMap((reading) => (reading.ok ? reading.observations : []));
    const before = (await readLooks(tx, row.id)).map(({ observation }) => observation);
    await addChanges(tx, row.id, pastedChanges(before, observations, { plan, thresholds, nowMs: pastedAtMs }));
    await addLooks(
      tx,
      row.id,
      observations.map((observation) => ({ observation, pastedAtMs, pastedBy: actor.name })),
    );
    const after = observations.map(({ probe, target, atMs }) => ({ probe, target: target.name, atMs }));
    await audit(tx, { ...traceOf(actor), action: "live.paste", object: `cluster:${slug}`, after });
    return read;
  });
  return {
    texts: readings.map((reading, at) => ({
      name: texts[at]?.name ?? null,
      recognised: reading.ok ? [...reading.recognised] : [],
      unread: reading.unread.map((part) => ({ ...part, detail: problemText(part.problem) })),
      notes: reading.ok ? [...reading.notes] : [],
    })),
    live: await readLive(slug),
  };
}

/** Forgets all that was pasted of a cluster. */
export async function removePasted(slug: string, actor: Actor): Promise<void> {
  await inTransaction(async (tx) => {
    const { id: clusterId } = await readRow(tx, slug);
    const { count } = await tx.pastedLook.deleteMany({ where: { clusterId } });
    await removeChanges(tx, clusterId);
    if (count === 0) {
      throw new StoreProblem("not-found", {
        code: "nothing-pasted",
        detail: `Nothing was pasted of the cluster "${slug}".`,
        extra: { values: { slug } },
      });
    }
    await audit(tx, { ...traceOf(actor), action: "live.forget-pasted", object: `cluster:${slug}` });
  });
}

function refuseSize(texts: Texts): void {
  const length = texts.reduce((sum, { text }) => sum + text.length, 0);
  if (length > PASTED_MAX) throw refusal([{ code: "PA-SIZE", maxMegabytes: PASTED_MAX / 1_000_000 }, null, 0]);
}

const SECRET: readonly PastedProblem["code"][] = ["PA-SECRET", "PA-KUBECONFIG"];

function refuseUseless(read: readonly PastedReading[]): void {
  const failed = read.flatMap((reading, at) => (reading.ok ? [] : [{ reading, at }]));
  const secrets = failed.filter(({ reading }) => SECRET.includes(reading.problem.code));
  if (secrets.length === 0 && failed.length < read.length) return;
  const shown = secrets.length > 0 ? secrets : failed;
  throw refusal(
    ...shown.flatMap(({ reading, at }) => reading.unread.map(({ line, problem }): Wrong => [problem, line, at])),
  );
}

type Wrong = readonly [problem: PastedProblem, line: number | null, text: number];

function refusal(...wrong: readonly Wrong[]): StoreProblem {
  const errors = wrong.map(([problem, line, text]) => {
    const { code, ...values } = problem;
    const message = problemText(problem);
    return { path: `texts.${text}.text`, code, message, values: { ...values, line: line ?? 1 } };
  });
  return new StoreProblem("invalid", {
    code: "nothing-recognised",
    detail: errors[0]?.message ?? "Nothing of this could be read.",
    extra: { errors },
  });
}
