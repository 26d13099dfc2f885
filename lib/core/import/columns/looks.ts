import type { ColumnField } from "#lib/core/import/draft.ts";
import { isHostName, isIpAddress } from "#lib/core/plan/address.ts";
import { readSpec } from "#lib/core/plan/spec-text.ts";

const PROBE_ROWS = 50;
const SHARE = 0.8;

type Look = readonly [ColumnField, (text: string) => boolean];

const STRONG_LOOKS: readonly Look[] = [
  ["ip", (text) => isIpAddress(text) || /^\d{1,3}(?:\.(?:\d{1,3}|[*xX]{1,3})){3}$/.test(text)],
  ["mac", (text) => /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i.test(text)],
  ["productUuid", (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)],
  ["spec", (text) => /\d/.test(text) && /[a-z\u4e00-\u9fff]/i.test(text) && readSpec(text).ok],
  [
    "os",
    (text) => /^(?:centos|ubuntu|debian|rocky|alma|red ?hat|rhel|openeuler|kylin|uos|anolis|suse|windows)/i.test(text),
  ],
];
const HOST_LOOK: Look = [
  "hostname",
  (text) => isHostName(text.toLowerCase()) && /[a-z]/i.test(text) && /[\d-]/.test(text),
];

/** What a column without a known name holds, by its values; null when they look like nothing in particular. */
export function lookOf(values: readonly string[], canBeHost: boolean): ColumnField | null {
  const filled = values.filter((value) => value !== "").slice(0, PROBE_ROWS);
  if (filled.length === 0) return null;
  const looks = canBeHost ? [...STRONG_LOOKS, HOST_LOOK] : STRONG_LOOKS;
  const found = looks.find(([, looksLike]) => filled.filter(looksLike).length >= filled.length * SHARE);
  return found?.[0] ?? null;
}
