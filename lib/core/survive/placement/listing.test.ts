import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Machine } from "#lib/core/plan/machine.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { dice, randomPlan } from "#lib/testing/plans/random-plan.ts";
import { Listing } from "./listing.ts";

describe("a list with runs", () => {
  const listing = new Listing<{ readonly name: string }>();
  listing.add({ name: "first" });
  listing.addRun({ count: 3, entryAt: (index) => ({ name: `of the run ${index}` }) });
  listing.addRun({ count: 0, entryAt: () => ({ name: "nobody" }) });
  listing.add({ name: "last" });
  const names = ["first", "of the run 0", "of the run 1", "of the run 2", "last"];

  test("numbers all entries through, those of runs included", () => {
    expect(listing.length).toBe(5);
    expect(Array.from({ length: 5 }, (_, number) => listing.at(number)?.name)).toEqual(names);
    expect([listing.at(-1), listing.at(5)]).toEqual([undefined, undefined]);
  });

  test("gives the same object to whoever asks, before and after all were made", () => {
    const early = listing.at(2);
    expect(listing.all().map(({ name }) => name)).toEqual(names);
    expect(listing.all()[2]).toBe(early);
    expect(listing.at(3)).toBe(listing.all()[3]);
  });

  test("knows which entries stand alone", () => {
    expect(listing.singles().map(({ number, entry }) => [number, entry.name])).toEqual([
      [0, "first"],
      [4, "last"],
    ]);
  });
});

/** A random plan whose workers are many, mixed with the other machines, and often alike. */
function crowded(seed: number) {
  const plan = randomPlan(seed);
  const roll = dice(seed + 1);
  const crowd = plan.machines.flatMap((machine) =>
    Array.from({ length: roll.from(0, 6) }, (_, index): Machine => {
      const roles: Machine["roles"] = roll.chance(0.8) ? ["worker"] : ["worker", "storage"];
      return { ...machine, id: `${machine.id}-${index}`, roles };
    }),
  );
  return { ...plan, machines: [...plan.machines, ...crowd].toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

test("every machine of a crowd has its element and its gate, and what is above it is above its whole stand", () => {
  fc.assert(
    fc.property(fc.nat(100_000), (seed) => {
      const plan = crowded(seed);
      const { elements, gates, stands } = modelOf(plan).tree;
      const ids = elements.all().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(stands.flatMap(({ machines }) => machines).length).toBe(plan.machines.length);
      for (const { machines, down, above } of stands)
        for (const [index, { id }] of machines.entries()) {
          const gate = gates.at(down + index - elements.length);
          expect(gate?.id).toBe(`machine/${id}`);
          expect(elements.at(gate?.inputs[0] ?? -1)?.id).toBe(`machine:${id}`);
          expect(gate?.inputs.slice(1)).toEqual(above);
        }
    }),
    { numRuns: 100 },
  );
});
