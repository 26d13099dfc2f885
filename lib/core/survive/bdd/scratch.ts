/** Longer lists are made for their one use: nothing keeps megabytes for the next small plan. */
const KEPT_MAX = 1 << 17;

type Cells = Int32Array | Float64Array | Uint8Array;

/**
 * So many cells, all zero, that are the caller's until the same function is asked again: making a typed array takes ten times
 * as long as clearing one, and an analysis would make hundreds. More may follow those that were asked for, with anything
 * in them; no result may hold any.
 */
export type Scratch<Of extends Cells> = (length: number) => Of;

export const scratchInts = (): Scratch<Int32Array> => scratch((length) => new Int32Array(length));
export const scratchFloats = (): Scratch<Float64Array> => scratch((length) => new Float64Array(length));
export const scratchBytes = (): Scratch<Uint8Array> => scratch((length) => new Uint8Array(length));

function scratch<Of extends Cells>(make: (length: number) => Of): Scratch<Of> {
  let kept = make(0);
  return (length) => {
    if (length > KEPT_MAX) return make(length);
    if (length > kept.length) kept = make(length * 2);
    else kept.fill(0, 0, length);
    return kept;
  };
}
