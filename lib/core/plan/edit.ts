import * as z from "zod";
import { Endpoint } from "./endpoint.ts";
import { DomainLevel, Machine, MachineId, Role, Spec } from "./machine.ts";
import { PlanOptions } from "./options.ts";
import { Plan } from "./plan.ts";

const Ids = z.array(MachineId).min(1).max(20_000);
const MachineFields = Machine.omit({ id: true });
const OptionName = z.enum(PlanOptions.keyof().options);
const Clearable = z.enum(MachineFields.keyof().options).exclude(["order", "hostname", "ips", "roles", "disks"]);

/** One machine's new field values; `clear` names optional fields to drop. */
export const MachineChange = z.strictObject({
  machineId: MachineId,
  set: MachineFields.partial(),
  clear: z.array(Clearable).optional(),
});
export type MachineChange = z.infer<typeof MachineChange>;

const SimpleEdit = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("addMachines"), machines: z.array(Machine).min(1).max(20_000) }),
  z.strictObject({ type: z.literal("removeMachines"), machineIds: Ids }),
  z.strictObject({ type: z.literal("setMachines"), changes: z.array(MachineChange).min(1).max(20_000) }),
  /** `specText` keeps what the person typed; without it the old text is dropped. */
  z.strictObject({ type: z.literal("setSpec"), machineIds: Ids, spec: Spec, specText: z.string().max(500).optional() }),
  z.strictObject({ type: z.literal("setRoles"), machineIds: Ids, roles: z.array(Role).max(8) }),
  /** Moves machines into a failure domain; `zone: null` takes them out of any. `level` says which kind of domain. */
  z.strictObject({
    type: z.literal("moveToZone"),
    machineIds: Ids,
    zone: z.string().min(1).max(253).nullable(),
    level: DomainLevel.default("zone"),
  }),
  z.strictObject({ type: z.literal("setPool"), machineIds: Ids, pool: z.string().min(1).max(253).nullable() }),
  z.strictObject({ type: z.literal("addEndpoint"), endpoint: Endpoint }),
  /** Replaces the endpoint with the same id. */
  z.strictObject({ type: z.literal("setEndpoint"), endpoint: Endpoint }),
  z.strictObject({ type: z.literal("removeEndpoint"), endpointId: z.string() }),
  z.strictObject({ type: z.literal("setOptions"), set: PlanOptions.partial(), clear: z.array(OptionName).optional() }),
  z.strictObject({ type: z.literal("renamePlan"), name: z.string().min(1).max(120) }),
  z.strictObject({ type: z.literal("replacePlan"), plan: Plan }),
]);
export type SimpleEdit = z.infer<typeof SimpleEdit>;

/** A domain command on a plan. A batch is one transaction and one undo step. */
export const Edit = z.union([
  SimpleEdit,
  z.strictObject({ type: z.literal("batch"), edits: z.array(SimpleEdit).min(1).max(1000) }),
]);
export type Edit = z.infer<typeof Edit>;

/**
 * One field that an edit changed. `path` is `machines/<id>`, `machines/<id>/<field>`, `endpoints/<id>`,
 * `options/<key>` or `name`; a whole machine or endpoint appears where it was added or removed.
 * An absent side is `undefined` in memory and missing in JSON.
 */
export const Change = z.strictObject({
  path: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type Change = z.infer<typeof Change>;
