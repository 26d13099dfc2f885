import { once } from "node:events";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import * as z from "zod";
import { certificateReplaced } from "../faults/certificate-faults.ts";
import { API_PORT, VIP } from "../layout.ts";
import type { Machine } from "../machine.ts";
import { factOf, facts, until } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

const Expirations = z.object({
  certificates: z.array(z.object({ name: z.string(), expirationDate: z.string().nullable() })),
});
/** What kubeadm knows of a master, and the network shows too; kubeadm's names are the roles. */
const KNOWN = ["apiserver", "etcd-server", "etcd-peer"] as const;

const certificateOf = (machine: Machine, role: string) => factOf(`certificate/${machine.name}/${role}`);

async function expirations(master: Machine): Promise<ReadonlyMap<string, number>> {
  const text = await master.run(["kubeadm", "certs", "check-expiration", "-o", "json"]);
  const { certificates } = Expirations.parse(JSON.parse(text.slice(text.indexOf("{"))));
  return new Map(certificates.map(({ name, expirationDate }) => [name, Date.parse(expirationDate ?? "")]));
}

/** When the certificate ends that the API server shows to its own loopback client, read past the product. */
async function loopbackEnd({ ip }: Machine): Promise<number> {
  const socket = connect({
    host: ip,
    port: API_PORT,
    servername: "apiserver-loopback-client",
    rejectUnauthorized: false,
  });
  await once(socket, "secureConnect");
  const { valid_to } = socket.getPeerCertificate();
  socket.destroy();
  return Date.parse(valid_to);
}

export function certificateTests(watched: () => WatchedLab): void {
  test("certificates of every master end when kubeadm says so, the loopback one when it is read otherwise", async () => {
    const { masters } = watched();
    await until("certificates of all masters are seen", async () => {
      const wanted = masters.flatMap(({ name }) => [...KNOWN, "loopback"].map((role) => `certificate/${name}/${role}`));
      const seen = new Set((await facts()).filter(({ values }) => values.notAfterMs).map(({ subject }) => subject));
      return wanted.every((subject) => seen.has(subject));
    });
    for (const master of masters) {
      const printed = await expirations(master);
      for (const role of KNOWN) {
        expect([master.name, role, (await certificateOf(master, role))?.values.notAfterMs]).toEqual([
          master.name,
          role,
          printed.get(role),
        ]);
      }
      expect((await certificateOf(master, "loopback"))?.values.notAfterMs).toBe(await loopbackEnd(master));
    }
    process.stdout.write(`      ${masters.length * (KNOWN.length + 1)} certificates equal to the second\n`);
  }, 120_000);

  test("expired, soon to end and without the VIP: dates to the second, trust and names as facts of their own", async () => {
    const { lab, masters, lookAgain, settled } = watched();
    const [nameless, expired, ending] = masters;
    if (nameless === undefined || expired === undefined || ending === undefined) throw new Error("Three are needed.");
    const names = `DNS:kubernetes, DNS:${nameless.name}, IP:10.96.0.1, IP:${nameless.ip}, IP:127.0.0.1`;
    const undos = [
      await certificateReplaced(nameless, "apiserver", { endsInDays: 300, names }),
      await certificateReplaced(expired, "apiserver", { endsInDays: -1 }),
      await certificateReplaced(ending, "apiserver", { endsInDays: 20 }),
    ];
    try {
      await until("replaced certificates are served", async () => {
        const states = await Promise.all(masters.map((one) => shownEnd(one)));
        const wanted = await Promise.all(masters.map(async (one) => (await expirations(one)).get("apiserver")));
        return states.every((endMs, at) => endMs === wanted[at]);
      });
      // Nothing asks for it: what a server shows has changed.
      await until("replaced certificates are judged", async () => {
        const seen = await Promise.all([expired, ending].map((one) => certificateOf(one, "apiserver")));
        const named = await factOf(`certificate/${nameless.name}/apiserver/names`);
        return (
          `${seen.map((one) => `${one?.state} ${one?.reason}`)} ${named?.state}` ===
          "critical expired,warning expires-soon critical"
        );
      });
      for (const one of masters) {
        expect((await certificateOf(one, "apiserver"))?.values.notAfterMs).toBe(
          (await expirations(one)).get("apiserver"),
        );
        expect(await certificateOf(one, "apiserver/trust")).toBeUndefined();
      }
      expect((await certificateOf(nameless, "apiserver/names"))?.values.missing).toEqual([VIP]);
      expect((await certificateOf(nameless, "apiserver"))?.state).toBe("ok");
    } finally {
      for (const undo of undos) await undo();
    }
    await lab.healthy();
    await lookAgain();
    await settled();
    await until("certificates are well again", async () => {
      const seen = await Promise.all(masters.map((one) => certificateOf(one, "apiserver")));
      return (
        seen.every((one) => one?.state === "ok") && (await certificateOf(nameless, "apiserver/names")) === undefined
      );
    });
  }, 300_000);
}

async function shownEnd({ ip }: Machine): Promise<number | null> {
  const socket = connect({ host: ip, port: API_PORT, rejectUnauthorized: false });
  try {
    await once(socket, "secureConnect");
    return Date.parse(socket.getPeerCertificate().valid_to);
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}
