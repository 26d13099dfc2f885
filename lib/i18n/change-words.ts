import { useTranslations } from "next-intl";
import * as z from "zod";
import { Endpoint } from "#lib/core/plan/endpoint.ts";
import { Disk, Machine, Role } from "#lib/core/plan/machine.ts";
import { formatDisk, formatMemory, specOf } from "#lib/core/plan/spec-text.ts";

const TEXT_MAX = 240;
const Members = z.record(z.string(), z.unknown());

interface Sides {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Writes the parts of a field-level change in the person's language. */
export function useChangeWords() {
  const t = useTranslations("changes");
  const common = useTranslations("common");

  /** Where it changed: a host name, an endpoint, or the plan's own field. `names` are host names by machine id. */
  function subject({ path, before, after }: Sides, names: ReadonlyMap<string, string>): string {
    const [kind, id = ""] = path.split("/");
    const whole = after ?? before;
    if (kind === "machines") return names.get(id) ?? Machine.safeParse(whole).data?.hostname ?? t("machine");
    if (kind === "endpoints") {
      const audience = Endpoint.safeParse(whole).data?.audience;
      return audience === undefined ? t("endpoint") : t(`audience.${audience}`);
    }
    return kind === "options" && t.has(`option.${id}`) ? t(`option.${id}`) : t("planName");
  }

  /** Which field of a machine; null where the whole subject was added, removed or replaced. */
  function field(path: string): string | null {
    const name = path.split("/")[2];
    if (name === undefined) return null;
    return t.has(`field.${name}`) ? t(`field.${name}`) : name;
  }

  function value(path: string, content: unknown): string {
    if (content === undefined || content === null || content === "") return t("none");
    if (typeof content === "boolean") return content ? t("yes") : t("no");
    const [kind, , name = kind] = path.split("/");
    const text = readable(name ?? "", content) ?? plainText(content);
    return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text || t("none");
  }

  function readable(name: string, content: unknown): string | null {
    if (name === "machines") return machineText(content);
    const memory = name === "memoryMiB" ? Machine.shape.memoryMiB.safeParse(content).data : undefined;
    if (memory !== undefined) return formatMemory(memory);
    const disks = name === "disks" ? z.array(Disk).safeParse(content).data : undefined;
    if (disks !== undefined) return disks.map((disk) => formatDisk(disk.sizeGB)).join(" + ");
    const roles = name === "roles" ? z.array(Role).safeParse(content).data : undefined;
    return roles === undefined ? null : rolesText(roles);
  }

  const rolesText = (roles: readonly Role[]) => roles.map((role) => common(`role.${role}`)).join(", ");

  function machineText(content: unknown): string | null {
    const machine = Machine.safeParse(content).data;
    if (machine === undefined) return null;
    return [machine.ips[0] ?? machine.ipToAssignIn, specOf(machine), rolesText(machine.roles)]
      .filter(Boolean)
      .join(", ");
  }

  /** Both sides of a change; of two structures only the members that differ. */
  function sides({ path, before, after }: Sides): { before: string; after: string } {
    const [old, fresh] = [Members.safeParse(before).data, Members.safeParse(after).data];
    if (old === undefined || fresh === undefined || path.split("/")[2] !== undefined) {
      return { before: value(path, before), after: value(path, after) };
    }
    return { before: value(path, differing(old, fresh)), after: value(path, differing(fresh, old)) };
  }

  return { subject, field, value, sides };
}

function differing(part: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(part).filter(([name, content]) => JSON.stringify(content) !== JSON.stringify(other[name])),
  );
}

/** Names and values without the brackets of JSON: `kind keepalived-haproxy, members (slb1, slb2)`. */
function plainText(content: unknown): string {
  if (Array.isArray(content)) return content.map(nested).join(", ");
  const members = Members.safeParse(content).data;
  if (members === undefined) return String(content);
  return Object.entries(members)
    .filter(([, part]) => !(Array.isArray(part) && part.length === 0))
    .map(([name, part]) => `${name} ${nested(part)}`)
    .join(", ");
}

function nested(part: unknown): string {
  return typeof part === "object" && part !== null ? `(${plainText(part)})` : String(part);
}
