import * as z from "zod";

/** The fields of an object's metadata that are ever looked at. */
export const ObjectMeta = z.object({
  name: z.string(),
  namespace: z.string().nullish(),
  uid: z.string().nullish(),
  resourceVersion: z.string().nullish(),
  labels: z.record(z.string(), z.string()).nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
  managedFields: z.array(z.object({ time: z.string().nullish() })).nullish(),
});
