/**
 * Names that the Open-PSA exchange format and SCRAM accept, by id: a letter, then letters, digits and underscores.
 * The same ids in the same order give the same names; ids that would become one name get a number.
 */
export function mefNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of ids) {
    const words = id.replaceAll(/[^A-Za-z0-9]+/g, "_").replace(/_$/, "");
    const plain = /^[A-Za-z]/.test(words) ? words : `x${words}`;
    let name = plain;
    // SCRAM tells names apart without regard to case.
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${plain}_${number}`;
    taken.add(name.toLowerCase());
    names.set(id, name);
  }
  return names;
}
