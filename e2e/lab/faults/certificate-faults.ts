import { X509Certificate } from "node:crypto";
import { dirname } from "node:path";
import { writeInside } from "../control-plane/kubeadm.ts";
import type { Machine } from "../machine.ts";
import { fault, type Undo } from "./undo.ts";

const PKI = "/etc/kubernetes/pki";
const WORK = "/var/tmp/certificate";
const DAY_MS = 86_400_000;

/** The servers of a master that show a certificate, and the pod that must start again to show another one. */
const SERVERS = {
  apiserver: { certificate: `${PKI}/apiserver`, pod: "kube-apiserver" },
  etcd: { certificate: `${PKI}/etcd/server`, pod: "etcd" },
} as const;
export type CertifiedServer = keyof typeof SERVERS;

export interface CertificateWish {
  /** From now; negative = it has ended already. */
  readonly endsInDays: number;
  /** Instead of the names and addresses of the present one, as openssl writes them: `DNS:name, IP:address`. */
  readonly names?: string;
}

/** Another certificate for the same key, by the cluster's own CA. */
export async function certificateReplaced(
  machine: Machine,
  server: CertifiedServer,
  wish: CertificateWish,
): Promise<Undo> {
  const { certificate, pod } = SERVERS[server];
  const before = machine.readFile(`${certificate}.crt`);
  await writeInside(machine, `${WORK}/ca.cnf`, caConfig(before, wish));
  const endsAt = Date.now() + wish.endsInDays * DAY_MS;
  // One that has ended had begun before that.
  const times = { BEGIN: asn1Time(Math.min(Date.now(), endsAt) - DAY_MS), END: asn1Time(endsAt) };
  const env = Object.entries(times).map(([name, value]) => `${name}=${value}`);
  await machine.run(["env", ...env, "sh", "-ec", SIGN, "sign", dirname(certificate), certificate]);
  machine.signal(pod, "SIGKILL");
  return fault(async () => {
    await writeInside(machine, `${certificate}.crt`, before);
    machine.signal(pod, "SIGKILL");
  });
}

/** `openssl x509` cannot set an end in the past; `openssl ca` can. */
const SIGN = `cd ${WORK}
: > index.txt
openssl rand -hex 8 > serial
openssl req -new -key "$2.key" -config ca.cnf -out request.pem
openssl ca -batch -config ca.cnf -cert "$1/ca.crt" -keyfile "$1/ca.key" -startdate "$BEGIN" -enddate "$END" \\
  -in request.pem -notext -out new.pem
cat new.pem > "$2.crt"`;

function caConfig(certificatePem: string, { names }: CertificateWish): string {
  const { subject, subjectAltName = "" } = new X509Certificate(certificatePem);
  const present = subjectAltName.replaceAll("IP Address:", "IP:");
  const [, commonName = ""] = /CN=(.*)/.exec(subject) ?? [];
  return [
    "[ca]\ndefault_ca = cluster",
    "[cluster]\ndatabase = index.txt\nserial = serial\nnew_certs_dir = .\ndefault_md = sha256",
    "policy = any\nx509_extensions = server\nunique_subject = no",
    "[any]\ncommonName = supplied",
    `[req]\nprompt = no\ndistinguished_name = name\n[name]\ncommonName = ${commonName}`,
    "[server]\nkeyUsage = critical, digitalSignature, keyEncipherment\nextendedKeyUsage = serverAuth, clientAuth",
    `basicConstraints = critical, CA:false\nsubjectAltName = ${names ?? present}`,
    "",
  ].join("\n");
}

/** YYYYMMDDhhmmssZ. */
function asn1Time(ms: number): string {
  return `${new Date(ms).toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
}
