import type { EXPORT_TARGETS, ExportQuery } from "#lib/core/api/documents.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

export interface ExportFile {
  /** File name without folders, ASCII, generated from the slug. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What the format cannot carry, in both languages. */
export interface Gap {
  readonly what: { readonly en: string; readonly zh: string };
}

/** One export: pure, byte-stable for the same plan and options. */
export interface ExportOutcome {
  readonly files: readonly ExportFile[];
  readonly gaps: readonly Gap[];
}

export interface ExportSubject {
  readonly slug: string;
  readonly version: number;
  readonly plan: Plan;
}

export interface TargetEntry {
  readonly id: (typeof EXPORT_TARGETS)[number];
  readonly title: { readonly en: string; readonly zh: string };
  /** The first is the default. */
  readonly formats: readonly string[];
  /** What the chosen form cannot carry. */
  readonly gaps: (query: ExportQuery) => readonly Gap[];
  readonly write: (subject: ExportSubject, query: ExportQuery) => Promise<ExportOutcome>;
}
