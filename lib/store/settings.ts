import { DEFAULT_THRESHOLDS, Thresholds } from "#lib/core/live/thresholds.ts";
import { db } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

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

/** What every verdict on a live cluster depends on; the defaults where nothing, or nothing readable, is stored. */
export async function readThresholds(): Promise<Thresholds> {
  const text = await readSetting("thresholds");
  const parsed = text === null ? null : Thresholds.safeParse(JSON.parse(text));
  return parsed?.success ? parsed.data : DEFAULT_THRESHOLDS;
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
