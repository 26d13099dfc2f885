import type { Machine } from "../machine.ts";
import { fault, type Undo } from "./undo.ts";

/** The program keeps its connections and answers nothing on them, till this is undone. Throws where it does not run. */
export function frozen(machine: Machine, program: string): Undo {
  if (!machine.signal(program, "SIGSTOP")) throw new Error(`No ${program} runs on ${machine.name}.`);
  return fault(async () => void machine.signal(program, "SIGCONT"));
}
