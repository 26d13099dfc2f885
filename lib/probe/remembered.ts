/**
 * `make` with its answers kept by key: for what follows from the key alone and comes again with every look. Beyond
 * `most` answers all are forgotten.
 */
export function remembered<Input, Value>(
  most: number,
  keyOf: (input: Input) => string,
  make: (input: Input) => Value,
): (input: Input) => Value {
  const answers = new Map<string, Value>();
  return (input) => {
    const key = keyOf(input);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const made = make(input);
    if (answers.size >= most) answers.clear();
    answers.set(key, made);
    return made;
  };
}
