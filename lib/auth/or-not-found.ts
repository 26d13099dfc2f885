import { notFound } from "next/navigation";
import { StoreProblem } from "#lib/store/errors.ts";

/** What the store read, or the "no such" page when it does not exist. */
export async function orNotFound<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StoreProblem && error.kind === "not-found") notFound();
    throw error;
  }
}
