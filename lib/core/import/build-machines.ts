import type { Machine } from "#lib/core/plan/machine.ts";
import { inferRoles } from "#lib/core/plan/roles.ts";
import { applyCell } from "./cells/read-cell.ts";
import type { CellProblem, ColumnField, MappedColumn } from "./draft.ts";
import type { TableFormat } from "./grid.ts";

export interface BuildInput {
  readonly rows: readonly (readonly string[])[];
  readonly columns: readonly MappedColumn[];
  readonly lineOf: (row: number) => number | null;
  readonly format: TableFormat;
  /** Joins the texts of several columns with one field instead of taking the first. */
  readonly concatenate: boolean;
  readonly mintId: () => string;
}

export interface Built {
  readonly machines: Machine[];
  readonly problems: CellProblem[];
  readonly vips: string[];
  /** Source line of each machine. */
  readonly lines: (number | null)[];
}

/** Spec first: the separate columns then fill only what it did not say. */
const ORDER: readonly ColumnField[] = ["hostname", "ip", "spec", "systemDisk", "os", "role", "remark"];
const SIZES: ReadonlySet<ColumnField> = new Set(["cpu", "memory", "disk", "systemDisk", "dataDisk"]);
const JOINTS: Readonly<Partial<Record<ColumnField, string>>> = {
  ip: ", ",
  role: ", ",
  remark: "; ",
  disk: "+",
  dataDisk: "+",
};
const ALWAYS_JOINED: ReadonlySet<ColumnField> = new Set(["disk", "dataDisk"]);

interface Feed {
  readonly field: ColumnField;
  readonly columns: readonly number[];
  readonly unit: string | null;
}

/** One draft machine per row, with what could not be read of it. */
export function buildMachines(input: BuildInput): Built {
  const feeds = feedsOf(input.columns, input.concatenate);
  const built: Built = { machines: [], problems: [], vips: [], lines: [] };
  for (const [index, cells] of input.rows.entries()) {
    const texts = new Map(feeds.map((feed) => [feed.field, textOf(feed, cells)]));
    if (isVip(texts)) {
      built.vips.push(texts.get("ip") ?? "");
      continue;
    }
    const row = built.machines.length;
    const blank: Machine = { id: input.mintId(), order: row + 1, hostname: "", ips: [], roles: [], disks: [] };
    const { machine, problems } = readRow(blank, feeds, texts);
    const line = input.lineOf(index);
    built.lines.push(line);
    built.machines.push(withRoles(machine, input.format));
    built.problems.push(...problems.map((problem) => ({ ...problem, row, line })));
  }
  return built;
}

function feedsOf(columns: readonly MappedColumn[], concatenate: boolean): Feed[] {
  const fields = [...new Set(columns.map(({ field }) => field))].filter(
    (field) => field !== "ignore" && field !== "password",
  );
  const rank = (field: ColumnField) => (ORDER.includes(field) ? ORDER.indexOf(field) : ORDER.length);
  return fields
    .sort((a, b) => rank(a) - rank(b))
    .map((field) => {
      const sources = columns.filter((column) => column.field === field);
      const used = concatenate || ALWAYS_JOINED.has(field) ? sources : sources.slice(0, 1);
      return { field, columns: used.map(({ index }) => index), unit: sources[0]?.unit ?? null };
    });
}

function textOf({ field, columns }: Feed, cells: readonly string[]): string {
  return columns
    .map((column) => cells[column] ?? "")
    .filter((text) => text !== "")
    .join(JOINTS[field] ?? " ");
}

const VIP = /^[(（]?\s*(?:vip|虚拟\s*ip|virtual ip)\s*[)）]?$/i;

/** KubeSphere's guide and our own detailed table give the VIP a row of its own. */
function isVip(texts: ReadonlyMap<ColumnField, string>): boolean {
  return (
    VIP.test(texts.get("role") ?? "") || VIP.test(texts.get("hostname") ?? "") || VIP.test(texts.get("remark") ?? "")
  );
}

type RowProblem = Omit<CellProblem, "row" | "line">;

function readRow(blank: Machine, feeds: readonly Feed[], texts: ReadonlyMap<ColumnField, string>) {
  let machine = blank;
  const problems: RowProblem[] = [];
  let hasSpec = false;
  for (const { field, unit } of feeds) {
    const text = texts.get(field) ?? "";
    if (text === "" && field !== "hostname") continue;
    if (hasSpec && SIZES.has(field)) continue;
    const outcome = applyCell(machine, { field, text, unit });
    machine = outcome.machine;
    if (field === "spec") hasSpec = machine.cpuCores !== undefined;
    if (outcome.fault !== null) problems.push({ field, text, ...outcome.fault });
  }
  if (!feeds.some(({ field }) => field === "hostname")) {
    problems.push({ field: "hostname", text: "", code: "empty-hostname", suggestion: null, isBlocking: true });
  }
  return { machine, problems };
}

/** Roles that no column states are guessed from name and remark, and marked so. */
function withRoles(machine: Machine, format: TableFormat): Machine {
  if (machine.roles.length > 0) return machine;
  const inferred = inferRoles(machine.hostname, machine.remark ?? "");
  // Every node that kubectl lists without a role label runs workloads.
  const isNode = format === "kubectl" || format === "json";
  const roles = inferred.length === 0 && isNode ? (["worker"] as const) : inferred;
  return roles.length === 0 ? machine : { ...machine, roles: [...roles], areRolesInferred: true };
}
