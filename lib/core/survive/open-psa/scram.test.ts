import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { minimalCutSets } from "#lib/core/survive/bdd/cut-sets/cut-sets.ts";
import { countByOrder } from "#lib/core/survive/bdd/cut-sets/list-cut-sets.ts";
import { probability } from "#lib/core/survive/bdd/probability.ts";
import type { FaultTree, ServiceId } from "#lib/core/survive/fault-tree.ts";
import { compile, countedRef, unavailabilities } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { BALANCER_KINDS, randomPlan } from "#lib/testing/plans/random-plan.ts";
import { missing, realProgram } from "#lib/testing/real-program.ts";
import { toOpenPsa } from "./to-open-psa.ts";

const PLANS = 242;
const MAX_ORDER = 4;
const BATCH = 4;
const SERVICES: readonly ServiceId[] = [
  "people-api",
  "scheduling",
  "new-pods",
  "running-workloads",
  "image-pulls",
  "storage",
  "cluster-dns",
];
const run = promisify(execFile);
const scram = realProgram("scram");

type Verdict = { readonly probability: number; readonly counts: readonly number[] };

function ours(tree: FaultTree, serviceId: ServiceId): Verdict {
  const compiled = compile(tree);
  const service = tree.services.find(({ id }) => id === serviceId);
  if (service?.kind !== "modelled") throw new Error(`${serviceId} is not modelled`);
  const root = countedRef(compiled, compiled.refOf(service.down));
  const counts = countByOrder(minimalCutSets(compiled.bdd, root, MAX_ORDER)).slice(1);
  return { probability: probability(compiled.bdd, root, unavailabilities(compiled)), counts };
}

async function scrams(program: string, model: string): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), "quorate-scram-"));
  try {
    const [input, report] = [join(folder, "model.xml"), join(folder, "report.xml")];
    await writeFile(input, model);
    await run(program, ["--probability", "1", "--limit-order", String(MAX_ORDER), "--no-indent", "-o", report, input]);
    const text = await readFile(report, "utf8");
    const [head = ""] = /<sum-of-products [^>]*>/.exec(text) ?? [];
    const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(head)?.[1] ?? "";
    const counts = attribute("distribution").split(" ").filter(Boolean).map(Number);
    return { probability: Number(attribute("probability")), counts };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Six significant digits are what SCRAM prints. */
const printed = ({ probability: value, counts }: Verdict) => ({
  probability: Number(value.toPrecision(6)),
  counts: trimmed(counts),
});

function trimmed(counts: readonly number[]): readonly number[] {
  return counts.slice(0, counts.findLastIndex((count) => count > 0) + 1);
}

test.skipIf(scram === null)(
  `SCRAM finds the same unavailability and cut sets for ${PLANS} random plans${scram === null ? `: ${missing("scram")}` : ""}`,
  { timeout: 120_000 },
  async () => {
    const cases = Array.from({ length: PLANS }, (_, seed) => seed).flatMap((seed) => {
      const { tree } = modelOf(randomPlan(seed));
      // API writes of every plan, and one of the other services in turn.
      return (["api-writes", SERVICES[seed % SERVICES.length] ?? "storage"] as const).flatMap((id) => {
        const model = toOpenPsa(tree, id);
        return model === null ? [] : [{ seed, id, tree, model }];
      });
    });
    expect(new Set(cases.map(({ seed }) => seed)).size).toBeGreaterThanOrEqual(200);
    expect(BALANCER_KINDS.length).toBe(11);
    for (let start = 0; start < cases.length; start += BATCH) {
      const batch = cases.slice(start, start + BATCH);
      const theirs = await Promise.all(batch.map(({ model }) => scrams(scram ?? "", model)));
      for (const [index, { seed, id, tree }] of batch.entries()) {
        const their = theirs[index] ?? { probability: Number.NaN, counts: [] };
        expect({ seed, id, ...printed(ours(tree, id)) }).toEqual({ seed, id, ...printed(their) });
      }
    }
  },
);
