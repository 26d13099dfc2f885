/** Narrow readings of values whose schema says what they are; anything else reads as "not given". */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : undefined;
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** An object with one field set, or without it when the field is emptied; an object without fields is "not given". */
export function withField(value: unknown, name: string, next: unknown): Record<string, unknown> | undefined {
  const { [name]: _old, ...others } = asRecord(value);
  const changed = next === undefined ? others : { ...asRecord(value), [name]: next };
  return Object.keys(changed).length === 0 ? undefined : changed;
}
