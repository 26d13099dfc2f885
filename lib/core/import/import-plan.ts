import { Unzlib } from "fflate";
import { PLAN_BODY_MAX } from "#lib/core/api/route-spec.ts";
import { Plan, SCHEMA_VERSION } from "#lib/core/plan/plan.ts";
import { readPlanFromSvg } from "#lib/core/scene/svg/embedded-plan.ts";
import type { ImportAnswer } from "./draft.ts";
import { decode } from "./readers/decode.ts";
import { parseJson } from "./readers/json.ts";
import { done, type Read, refuse } from "./refusal.ts";

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47];
const PNG_SIGNATURE_BYTES = 8;
const PNG_CHUNK_FRAME_BYTES = 12;
/** Keyword of the text chunk, flag 1 (compressed), method 0, empty language and translated keyword. */
const PNG_PLAN_HEAD = "quorate-plan\u0000\u0001\u0000\u0000\u0000";
const CHUNK_BYTES = 4096;

/** A plan of ours from its JSON, or from a drawing that carries it. */
export function importPlan(bytes: Uint8Array): Read<ImportAnswer> {
  const found = findPlan(bytes);
  if (!found.ok) return found;
  const { plan, format, encoding } = found.value;
  return done({
    draft: {
      machines: plan.machines,
      columns: [],
      sheet: null,
      sheets: [],
      headerRow: null,
      topRows: [],
      format,
      encoding,
      plan,
    },
    questions: [],
    dropped: {
      passwordColumns: 0,
      secretCells: 0,
      ignoredColumns: [],
      emptyRows: 0,
      totalRows: 0,
      hiddenRows: 0,
      otherRows: 0,
      vips: [],
    },
    problems: [],
  });
}

interface Found {
  readonly plan: Plan;
  readonly format: "json" | "svg" | "png";
  readonly encoding: string;
}

function findPlan(bytes: Uint8Array): Read<Found> {
  if (PNG_MAGIC.every((byte, index) => bytes[index] === byte)) {
    const text = planInPng(bytes);
    return text === null ? refuse("no-plan-inside") : planOf(text, "png", "utf-8");
  }
  const decoded = decode(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  if (text.trim() === "") return refuse("empty");
  if (!/^\s*</.test(text)) return planOf(text, "json", encoding);
  const drawn = readPlanFromSvg(text);
  if (drawn.ok) return done({ plan: drawn.plan, format: "svg", encoding });
  return refuse(drawn.code === "no-plan" ? "no-plan-inside" : drawn.code);
}

function planInPng(png: Uint8Array): string | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const latin1 = new TextDecoder("latin1");
  let at = PNG_SIGNATURE_BYTES;
  while (at + PNG_CHUNK_FRAME_BYTES <= png.length) {
    const length = view.getUint32(at);
    const data = png.subarray(at + 8, at + 8 + length);
    const isText = latin1.decode(png.subarray(at + 4, at + 8)) === "iTXt";
    if (isText && latin1.decode(data.subarray(0, PNG_PLAN_HEAD.length)) === PNG_PLAN_HEAD) {
      return inflated(data.subarray(PNG_PLAN_HEAD.length));
    }
    at += length + PNG_CHUNK_FRAME_BYTES;
  }
  return null;
}

/** Null when it is damaged or unpacks to more than a plan may have. */
function inflated(packed: Uint8Array): string | null {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  const stream = new Unzlib((chunk) => {
    length += chunk.length;
    if (length <= PLAN_BODY_MAX) text += decoder.decode(chunk, { stream: true });
  });
  try {
    for (let start = 0; start < packed.length && length <= PLAN_BODY_MAX; start += CHUNK_BYTES) {
      stream.push(packed.subarray(start, start + CHUNK_BYTES), start + CHUNK_BYTES >= packed.length);
    }
  } catch {
    return null;
  }
  return length > PLAN_BODY_MAX ? null : text + decoder.decode();
}

function planOf(text: string, format: Found["format"], encoding: string): Read<Found> {
  const value = parseJson(text);
  if (value === undefined) return refuse("not-json");
  const version = schemaVersion(value);
  if (version !== null && version.split(".")[0] !== SCHEMA_VERSION.split(".")[0]) {
    return refuse("plan-too-new", { evidence: version });
  }
  const plan = Plan.safeParse(value);
  if (plan.success) return done({ plan: plan.data, format, encoding });
  const issue = plan.error.issues[0];
  return refuse("not-a-plan", { evidence: issue === undefined ? null : issue.path.join("/") || issue.message });
}

function schemaVersion(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("schemaVersion" in value)) return null;
  return typeof value.schemaVersion === "string" ? value.schemaVersion.slice(0, 20) : null;
}
