/** A new id for a machine, an endpoint or a step. */
export function newId(): string {
  // `randomUUID` exists only in secure contexts; plain HTTP behind a wall of a company is not one.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
