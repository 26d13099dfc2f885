import type * as z from "zod";
import type { NetworkElement, PlanOptions, Storage } from "#lib/core/plan/options.ts";
import type { SupportNode } from "#lib/core/scene/scene.ts";
import { bottom, CARD_GAP, CARD_HEIGHT, CARD_WIDTH, LANE_PAD, ROW_GAP } from "./geometry.ts";
import { closeLane, type Frame, type Sheet } from "./sheet.ts";
import { placeTier } from "./tiers.ts";

type Service = Pick<SupportNode, "service" | "lines">;

const NETWORK_MAX = 12;

const given = (parts: readonly (string | undefined)[]): readonly string[] =>
  parts.filter((part): part is string => part !== undefined && part !== "");

const joined = (...parts: readonly (string | undefined)[]): string => given(parts).join(" ");

function service(name: SupportNode["service"], lines: readonly (string | undefined)[]): readonly Service[] {
  const present = given(lines);
  return present.length === 0 ? [] : [{ service: name, lines: present }];
}

const kindOf = (part: { readonly kind: string } | undefined): string | undefined =>
  part === undefined || part.kind === "none" ? undefined : part.kind;

function registry({ registry: part }: PlanOptions): readonly Service[] {
  const kind = kindOf(part);
  return kind === undefined ? [] : service("registry", [joined(kind, part?.version), part?.address, part?.sharedStore]);
}

function storage(one: z.infer<typeof Storage>): readonly Service[] {
  const kind = kindOf(one);
  if (kind === undefined) return [];
  const replicas = one.replicas === undefined ? undefined : `×${one.replicas}`;
  return service("storage", [joined(kind, replicas), one.name]);
}

function backup({ backup: part }: PlanOptions): readonly Service[] {
  const every = part?.intervalMinutes === undefined ? undefined : `${part.intervalMinutes} min`;
  const keep = part?.keep === undefined ? undefined : `×${part.keep}`;
  return service("backup", [part?.offsiteTarget, part?.schedule ?? joined(every, keep)]);
}

function network(element: z.infer<typeof NetworkElement>): Service {
  const redundancy = element.redundancy === "none" ? undefined : element.redundancy;
  return { service: "network", lines: [element.name, joined(`${element.kind} ×${element.units}`, redundancy)] };
}

function networkElements(elements: readonly z.infer<typeof NetworkElement>[]): readonly Service[] {
  if (elements.length <= NETWORK_MAX) return elements.map(network);
  const shown = elements.slice(0, NETWORK_MAX - 1).map(network);
  return [...shown, { service: "network", lines: [`+${elements.length - shown.length}`] }];
}

function retention(days: number | undefined): string | undefined {
  return days === undefined ? undefined : `${days} d`;
}

/** Services around the cluster, as far as the plan names them. */
function servicesOf(options: PlanOptions): readonly Service[] {
  const { time, dnsServers, monitoring, logging } = options;
  return [
    ...registry(options),
    ...backup(options),
    ...service("dns", dnsServers ?? []),
    ...service("time", time === undefined ? [] : [...time.servers, time.client]),
    ...(options.storage ?? []).flatMap(storage),
    ...service("monitoring", kindOf(monitoring) ? [kindOf(monitoring), retention(monitoring?.retentionDays)] : []),
    ...service("logging", kindOf(logging) ? [kindOf(logging), retention(logging?.retentionDays)] : []),
    ...networkElements(options.networkElements ?? []),
  ];
}

/** Services fill the columns like cards, so that no border runs through one. */
function placeServices(frame: Frame, sheet: Sheet, placed: { services: readonly Service[]; top: number }): number {
  const slots = frame.columns.flatMap((column) =>
    Array.from({ length: frame.perRow }, (_, index) => column.x + index * (CARD_WIDTH + CARD_GAP)),
  );
  const seen = new Map<string, number>();
  const nodes = placed.services.map(({ service: name, lines }, index): SupportNode => {
    const x = slots[index % slots.length] ?? frame.left;
    const y = placed.top + Math.floor(index / slots.length) * (CARD_HEIGHT + CARD_GAP);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const rect = { x, y, width: CARD_WIDTH, height: CARD_HEIGHT };
    return { id: `support:${name}/${nth}`, kind: "support", lane: "support", rect, service: name, lines };
  });
  sheet.nodes.push(...nodes);
  return nodes.reduce((end, node) => Math.max(end, bottom(node.rect)), placed.top);
}

/** Registry and bastion machines, then the services; no lane when there is neither. */
export function placeSupport(frame: Frame, sheet: Sheet, top: number): number {
  const group = frame.groups.find((each) => each.key === "role:support");
  const services = servicesOf(frame.plan.options);
  const hasMachines = group !== undefined && group.count > 0;
  if (!hasMachines && services.length === 0) return top;
  let y = top + LANE_PAD;
  if (hasMachines) y = placeTier(frame, sheet, { group, top: y + LANE_PAD });
  if (hasMachines && services.length > 0) y += ROW_GAP;
  const end = services.length === 0 ? y : placeServices(frame, sheet, { services, top: y });
  return closeLane(frame, sheet, { id: "support", top, end: end + LANE_PAD });
}
