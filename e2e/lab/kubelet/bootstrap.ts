import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import * as z from "zod";
import { type Api, apiOf } from "./api.ts";

export const KUBECONFIG = "/etc/kubernetes/kubelet.conf";
const BOOTSTRAP = "/etc/kubernetes/bootstrap-kubelet.conf";
const CONFIG = "/var/lib/kubelet/config.yaml";
const PKI = "/var/lib/kubelet/pki";
const CERTIFICATE = `${PKI}/kubelet-client-current.pem`;
const CSRS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
const LOOK_EVERY_MS = 250;
const TRY_AGAIN_MS = 1000;

const Signed = z.object({ status: z.object({ certificate: z.base64() }) });

/** Waits until kubeadm has said who this machine is: static pods that start earlier crash. */
export async function untilConfigured(): Promise<void> {
  while (!existsSync(CONFIG) || !(existsSync(KUBECONFIG) || existsSync(BOOTSTRAP))) await sleep(LOOK_EVERY_MS);
}

/** TLS bootstrap: a certificate of one's own in exchange for the token of the join. */
export async function untilIdentified(nodeName: string): Promise<void> {
  if (existsSync(KUBECONFIG)) return;
  mkdirSync(PKI, { recursive: true });
  const request = makeRequest(nodeName);
  const api = apiOf(BOOTSTRAP);
  const name = await askSignature(api, nodeName, request);
  const certificate = await untilSigned(api, name);
  writeFileSync(CERTIFICATE, `${certificate}${readFileSync(`${PKI}/new.key`, "utf8")}`, { mode: 0o600 });
  writeKubeconfig();
}

function makeRequest(nodeName: string): string {
  const subject = `/O=system:nodes/CN=system:node:${nodeName}`;
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${PKI}/new.key`];
  const made = execFileSync("openssl", ["req", "-new", ...key, "-subj", subject], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return made.toString("base64");
}

async function askSignature(api: Api, nodeName: string, request: string): Promise<string> {
  const name = `node-csr-${nodeName}-${process.hrtime.bigint()}`;
  const body = {
    apiVersion: "certificates.k8s.io/v1",
    kind: "CertificateSigningRequest",
    metadata: { name },
    spec: {
      request,
      signerName: "kubernetes.io/kube-apiserver-client-kubelet",
      usages: ["digital signature", "client auth"],
    },
  };
  while ((await api("POST", CSRS, body)).status !== 201) await sleep(TRY_AGAIN_MS);
  return name;
}

async function untilSigned(api: Api, name: string): Promise<string> {
  for (;;) {
    const signed = Signed.safeParse((await api("GET", `${CSRS}/${name}`)).body);
    if (signed.success) return Buffer.from(signed.data.status.certificate, "base64").toString();
    await sleep(LOOK_EVERY_MS);
  }
}

/** The bootstrap file with the certificate in the token's place; complete from its first moment. */
function writeKubeconfig(): void {
  const config: Record<string, unknown> = parse(readFileSync(BOOTSTRAP, "utf8"));
  const user = { "client-certificate": CERTIFICATE, "client-key": CERTIFICATE };
  const users = [{ name: "default-auth", user }];
  const contexts = [{ name: "default", context: { cluster: clusterName(config), user: "default-auth" } }];
  writeFileSync(`${KUBECONFIG}.new`, stringify({ ...config, users, contexts, "current-context": "default" }));
  renameSync(`${KUBECONFIG}.new`, KUBECONFIG);
}

function clusterName(config: unknown): string {
  return z.object({ clusters: z.tuple([z.object({ name: z.string() })]) }).parse(config).clusters[0].name;
}
