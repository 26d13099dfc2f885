import { Miss } from "#lib/probe/transport/miss.ts";

/** A gRPC message: one byte "compressed", four bytes of length, the message. */
const PREFIX_BYTES = 5;

export function frame(message: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** The one message of a unary answer. */
export function unframe(bytes: Buffer): Buffer {
  const isWhole = bytes.length >= PREFIX_BYTES && bytes.readUInt32BE(1) === bytes.length - PREFIX_BYTES;
  if (!isWhole || bytes[0] !== 0) throw new Miss("bad-answer", "The answer is not one whole, plain gRPC message.");
  return bytes.subarray(PREFIX_BYTES);
}
