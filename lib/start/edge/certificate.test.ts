import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DataFolder, dataFolder } from "#lib/config/data-folder.ts";
import { ensureCertificate, readCertificate } from "./certificate.ts";
import { ownAddresses } from "./hosts.ts";

const NOW_MS = Date.UTC(2026, 10, 21);
const DAY_MS = 86_400_000;

describe("The generated certificate", () => {
  let folder: DataFolder;

  beforeEach(() => {
    folder = dataFolder({ QUORATE_DATA: mkdtempSync(join(tmpdir(), "quorate-tls-")) });
  });

  afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

  it("names the bound host, this machine and all its addresses", async () => {
    const { cert } = await ensureCertificate(folder, "planner.example", NOW_MS);
    const parsed = new X509Certificate(cert);
    expect(parsed.checkHost("planner.example")).toBeDefined();
    expect(parsed.checkHost(hostname())).toBeDefined();
    for (const address of ownAddresses()) expect(parsed.checkIP(address), address).toBeDefined();
    expect(parsed.checkHost("other.example")).toBeUndefined();
  });

  it("keeps its key from other accounts", async () => {
    await ensureCertificate(folder, "planner.example", NOW_MS);
    expect(statSync(join(folder.secrets, "tls.key")).mode & 0o777).toBe(0o600);
  });

  it("stays the same from start to start, so that people trust it once", async () => {
    const first = await ensureCertificate(folder, "planner.example", NOW_MS);
    const later = await ensureCertificate(folder, "planner.example", NOW_MS + 300 * DAY_MS);
    expect(later.fingerprint).toBe(first.fingerprint);
    expect(first.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it("is made anew a month before its end, and when the host gets another name", async () => {
    const first = await ensureCertificate(folder, "planner.example", NOW_MS);
    const renewed = await ensureCertificate(folder, "planner.example", NOW_MS + 368 * DAY_MS);
    const renamed = await ensureCertificate(folder, "other.example", NOW_MS + 368 * DAY_MS);
    expect(new Set([first.fingerprint, renewed.fingerprint, renamed.fingerprint]).size).toBe(3);
  });

  it("is never paired with a key that is not its own", async () => {
    await ensureCertificate(folder, "planner.example", NOW_MS);
    const other = dataFolder({ QUORATE_DATA: join(folder.root, "other") });
    await ensureCertificate(other, "planner.example", NOW_MS);
    const paths = [join(folder.secrets, "tls.crt"), join(other.secrets, "tls.key")] as const;
    expect(() => readCertificate(...paths)).toThrow("the key does not belong to the certificate");
    writeFileSync(paths[0], "no certificate");
    expect(() => readCertificate(...paths)).toThrow("Both must be readable PEM files");
  });
});
