import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dataFolder } from "#lib/config/data-folder.ts";
import { startSettings } from "#lib/start/settings.ts";
import { type Certificate, ensureCertificate } from "./certificate.ts";
import { certificateFor, keepCertificate } from "./keep-certificate.ts";

const DAY_MS = 86_400_000;

let root: string;
let stop: () => void;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "quorate-certificate-"));
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

/** A certificate of somebody's own, as their renewal program puts it in place. */
async function putCertificate(settings: { certPath: string; keyPath: string }): Promise<Certificate> {
  const made = await ensureCertificate(
    dataFolder({ QUORATE_DATA: mkdtempSync(join(root, "made-")) }),
    "::",
    Date.now(),
  );
  writeFileSync(settings.certPath, made.cert);
  writeFileSync(settings.keyPath, made.key);
  return made;
}

it("a certificate that was replaced on disk is served within a day and named once, and a broken one is not", async () => {
  const given = { certPath: join(root, "tls.crt"), keyPath: join(root, "tls.key") };
  const first = await putCertificate(given);
  const settings = startSettings({
    HOST: "0.0.0.0",
    QUORATE_TLS_CERT: given.certPath,
    QUORATE_TLS_KEY: given.keyPath,
  });
  const folder = dataFolder({ QUORATE_DATA: root });
  expect((await certificateFor(settings, folder))?.fingerprint).toBe(first.fingerprint);
  const served: string[] = [];
  const said: string[] = [];
  stop = keepCertificate({
    settings,
    folder,
    fingerprint: first.fingerprint,
    renew: ({ fingerprint }) => served.push(fingerprint),
    say: (line) => said.push(line),
  });
  await vi.advanceTimersByTimeAsync(2 * DAY_MS);
  expect([served, said]).toEqual([[], []]);
  const second = await putCertificate(given);
  await vi.advanceTimersByTimeAsync(2 * DAY_MS);
  expect(served).toEqual([second.fingerprint]);
  expect(said).toEqual([`New certificate, SHA-256 ${second.fingerprint}`]);
  writeFileSync(given.certPath, "half a file");
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(served).toEqual([second.fingerprint]);
  expect(said.at(-1)).toMatch(/could not be looked after: .*readable PEM files/);
});
