/** Just enough of DER (ITU-T X.690) to write certificates, the malformed ones included: tag, length, content. */
function tlv(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
}

/** Tags of X.690 that certificates use. */
const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;
const SHORT_LENGTH_MAX = 0x7f;

export const sequence = (...content: readonly Uint8Array[]) => tlv(TAG.sequence, ...content);
export const set = (...content: readonly Uint8Array[]) => tlv(TAG.set, ...content);
export const utf8 = (text: string) => tlv(TAG.utf8, Buffer.from(text, "utf8"));
export const octets = (content: Uint8Array) => tlv(TAG.octetString, content);
export const bits = (content: Uint8Array) => tlv(TAG.bitString, Buffer.from([0]), content);
export const boolean = (value: boolean) => tlv(TAG.boolean, Buffer.from([value ? 0xff : 0]));
export const nothing = () => tlv(TAG.null);
/** A field of its own number in its context; `isConstructed` where it holds other fields. */
export const tagged = (number: number, isConstructed: boolean, content: Uint8Array) =>
  tlv((isConstructed ? 0xa0 : 0x80) + number, content);

/** Two's complement: a negative serial is allowed here, because it occurs. */
export function integer(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(Number(BigInt.asUintN(8, rest)));
    rest >>= 8n;
  } while (rest !== 0n && rest !== -1n);
  const isTopBitSet = ((bytes[0] ?? 0) & 0x80) !== 0;
  if (isTopBitSet !== value < 0n) bytes.unshift(value < 0n ? 0xff : 0);
  return tlv(TAG.integer, Buffer.from(bytes));
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest.flatMap(base128)];
  return tlv(TAG.oid, Buffer.from(bytes));
}

/** UTCTime up to 2049 and GeneralizedTime after (RFC 5280 section 4.1.2.5), unless the other form is asked for. */
export function time(ms: number, form: "proper" | "utc" | "generalized" = "proper"): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]|\.\d{3}Z$/g, "");
  const isShort = form === "proper" ? Number(digits.slice(0, 4)) < 2050 : form === "utc";
  return isShort
    ? tlv(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`))
    : tlv(TAG.generalizedTime, Buffer.from(`${digits}Z`));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

function lengthOf(length: number): number[] {
  if (length <= SHORT_LENGTH_MAX) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}
