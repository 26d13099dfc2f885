import * as z from "zod";

/** A decimal 64-bit id as etcd prints it elsewhere: lower-case hex without leading zeros. */
export const hexId = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((decimal) => BigInt(decimal).toString(16));

/** A 64-bit count; exact below 2^53, which an index reaches after 285 years at a million writes per second. */
export const wholeNumber = z
  .string()
  .regex(/^-?\d{1,20}$/)
  .transform(Number);
