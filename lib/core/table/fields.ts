import type { MachineChange } from "#lib/core/plan/edit.ts";
import { Machine } from "#lib/core/plan/machine.ts";
import { accept, type CellKind, drop, refuse } from "./cell.ts";

type Clearable = NonNullable<MachineChange["clear"]>[number];
type FieldOf<Value> = { [Field in Clearable]: NonNullable<Machine[Field]> extends Value ? Field : never }[Clearable];
type TextField = {
  [Field in FieldOf<string>]: string extends NonNullable<Machine[Field]> ? Field : never;
}[FieldOf<string>];
type NumberField = FieldOf<number>;

/** A free text of the machine; blank clears it. */
export function textCell(field: TextField): CellKind {
  return {
    write: (machine) => machine[field] ?? "",
    read: (text) => {
      const value = text.trim();
      if (value === "") return drop(field);
      const isFine = Machine.shape[field].safeParse(value).success;
      return isFine ? accept({ [field]: value }) : refuse("too-long", { text: value.slice(0, 40) });
    },
  };
}

/** A number in the field's own unit, or in another by `scale` (1,024 for a cell in GiB over a field in MiB). */
export function numberCell(field: NumberField, scale = 1): CellKind {
  return {
    write: (machine) => {
      const value = machine[field];
      return value === undefined ? "" : String(Math.round((value / scale) * 1000) / 1000);
    },
    sortKey: (machine) => machine[field] ?? -1,
    read: (text) => {
      const plain = text.normalize("NFKC").trim();
      if (plain === "") return drop(field);
      const value = Number(plain) * scale;
      const isFine = Number.isFinite(value) && Machine.shape[field].safeParse(value).success;
      return isFine ? accept({ [field]: value }) : refuse("bad-number", { text: plain.slice(0, 40) });
    },
  };
}

/** One of the words the schema knows. */
export function choiceCell(field: "arch" | "cgroup", choices: readonly (string | number)[]): CellKind {
  return {
    write: (machine) => String(machine[field] ?? ""),
    read: (text) => {
      const plain = text.trim().toLowerCase();
      if (plain === "") return drop(field);
      const choice = choices.find((candidate) => String(candidate) === plain);
      if (choice === undefined) return refuse("bad-choice", { text: plain.slice(0, 40), choices: choices.join(", ") });
      return accept({ [field]: choice });
    },
  };
}
