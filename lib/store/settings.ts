import { DEFAULT_RETENTION, Retention } from "#lib/core/api/settings.ts";
import { DEFAULT_THRESHOLDS, Thresholds } from "#lib/core/live/thresholds.ts";
import { db } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { SETTINGS_CHANNEL } from "./live/channels.ts";
import { type Actor, audit, traceOf } from "./people/audit.ts";
import { inTransaction } from "./plan/transaction.ts";

/** Facts of this installation that more than one process reads. Never a secret in clear. */
type SettingKey = "setup-token" | "thresholds" | "retention";

/** Writes a setting over the one before. */
export async function putSetting(key: SettingKey, value: string): Promise<void> {
  const row = { value, updatedAt: new Date() };
  await db().setting.upsert({ where: { key }, create: { key, ...row }, update: row });
}

export async function readSetting(key: SettingKey): Promise<string | null> {
  const row = await db().setting.findUnique({ where: { key } });
  return typeof row?.value === "string" ? row.value : null;
}

export async function removeSetting(key: SettingKey): Promise<void> {
  await db().setting.deleteMany({ where: { key } });
}

/**
 * Removes the setting when it has this value; true for exactly one of two racers, because the second waits for the
 * row and then finds it gone.
 */
export async function takeSetting(tx: Prisma.TransactionClient, key: SettingKey, value: string): Promise<boolean> {
  const { count } = await tx.setting.deleteMany({ where: { key, value: { equals: value } } });
  return count === 1;
}

/** What verdicts depend on; the defaults where nothing is stored, or nothing that still fits. */
export async function readThresholds(): Promise<Thresholds> {
  return parsed(await readSetting("thresholds"), Thresholds) ?? DEFAULT_THRESHOLDS;
}

export async function readRetention(): Promise<Retention> {
  return parsed(await readSetting("retention"), Retention) ?? DEFAULT_RETENTION;
}

export async function putThresholds(thresholds: Thresholds, actor: Actor): Promise<Thresholds> {
  await putFollowed("thresholds", { before: await readThresholds(), after: thresholds, actor });
  return thresholds;
}

export async function putRetention(retention: Retention, actor: Actor): Promise<Retention> {
  await putFollowed("retention", { before: await readRetention(), after: retention, actor });
  return retention;
}

function parsed<Value>(text: string | null, schema: { safeParse: (value: unknown) => Parsed<Value> }): Value | null {
  return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
}

interface Parsed<Value> {
  readonly data?: Value;
}

interface Following {
  readonly before: unknown;
  readonly after: unknown;
  readonly actor: Actor;
}

/** Value, trace and bell stand or fall together. */
async function putFollowed(key: SettingKey, { before, after, actor }: Following): Promise<void> {
  const row = { value: JSON.stringify(after), updatedAt: new Date() };
  await inTransaction(async (tx) => {
    await tx.setting.upsert({ where: { key }, create: { key, ...row }, update: row });
    await audit(tx, { ...traceOf(actor), action: `settings.${key}`, object: `setting:${key}`, before, after });
    await tx.$executeRaw`select pg_notify(${SETTINGS_CHANNEL}, ${key})`;
  });
}
