/** Values by name, apart by label: whoever changes one copies what lies under the same label and no more. */
export type Shelves<Label, Value> = ReadonlyMap<Label, ReadonlyMap<string, Value>>;

/** All values, label by label. */
export function allOf<Value>(shelves: Shelves<unknown, Value>): Value[] {
  const all: Value[] = [];
  for (const shelf of shelves.values()) for (const value of shelf.values()) all.push(value);
  return all;
}

/** The shelves with these values on them, in the place of those of the same name. */
export function withAll<Label, Value>(
  shelves: Shelves<Label, Value>,
  added: Iterable<readonly [label: Label, name: string, value: Value]>,
): Shelves<Label, Value> {
  const changed = new Map<Label, Map<string, Value>>();
  for (const [label, name, value] of added) {
    const shelf = changed.get(label) ?? new Map(shelves.get(label));
    changed.set(label, shelf.set(name, value));
  }
  const all = new Map(shelves);
  for (const [label, shelf] of changed) all.set(label, shelf);
  return all;
}

export function mapShelves<Label, Value>(
  shelves: Shelves<Label, Value>,
  change: (value: Value) => Value,
): Shelves<Label, Value> {
  return new Map(
    [...shelves].map(([label, shelf]) => [label, new Map([...shelf].map(([name, value]) => [name, change(value)]))]),
  );
}
