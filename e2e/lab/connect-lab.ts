import type { Connection, Credentials } from "#lib/core/connection/connection.ts";
import { readKubeconfig } from "#lib/core/connection/kubeconfig/kubeconfig.ts";
import { accountCommands, renderClusterRole } from "#lib/core/connection/role.ts";
import { ETCD_PORT } from "./control-plane/faults.ts";
import { writeInside } from "./control-plane/kubeadm.ts";
import type { Lab } from "./lab.ts";
import { API_PORT, placesOf, STATS_PORT, VIP } from "./layout.ts";

export interface LabConnection {
  readonly connection: Connection;
  readonly credentials: Credentials;
}

const ACCOUNT_FOLDER = "/var/tmp/account";

/** What a person holds in their hands when they connect the lab. */
export interface LabPapers {
  readonly kubeconfig: string;
  readonly etcdCa: string;
  readonly etcdCertificate: string;
  readonly etcdKey: string;
}

/** The account that the product tells an administrator to make, made with the very commands it prints. */
export async function makeAccount(lab: Lab): Promise<LabPapers> {
  const master = lab.machine("m1");
  await writeInside(master, `${ACCOUNT_FOLDER}/quorate-reader.yaml`, renderClusterRole({ hasLegacyLocks: false }));
  const commands = `set -e\ncd ${ACCOUNT_FOLDER}\nexport KUBECONFIG=/etc/kubernetes/admin.conf\n${accountCommands()}`;
  await master.run(["bash", "-s"], { input: commands });
  const etcdFile = (file: string): string => master.readFile(`/etc/kubernetes/pki/etcd/${file}`);
  return {
    kubeconfig: master.readFile(`${ACCOUNT_FOLDER}/quorate.kubeconfig`),
    etcdCa: etcdFile("ca.crt"),
    etcdCertificate: etcdFile("healthcheck-client.crt"),
    etcdKey: etcdFile("healthcheck-client.key"),
  };
}

export async function connectLab(lab: Lab): Promise<LabConnection> {
  const { kubeconfig, etcdCa, etcdCertificate, etcdKey } = await makeAccount(lab);
  const reading = readKubeconfig(kubeconfig);
  if (!reading.ok) throw new Error(`The account's kubeconfig is refused: ${JSON.stringify(reading.problem)}`);
  const { address, trust, serverName, credential } = reading.access;
  const masters = placesOf("master").map(({ ip }) => ({ machineId: null, ip }));
  return {
    connection: {
      api: { address, trust, serverName },
      masters: masters.map(({ machineId, ip }) => ({ machineId, address: `${ip}:${API_PORT}` })),
      etcd: {
        members: masters.map(({ machineId, ip }) => ({ machineId, address: `${ip}:${ETCD_PORT}` })),
        trust: { kind: "ca", caPem: etcdCa },
      },
      balancers: placesOf("balancer").map(({ name, ip }) => ({
        machineId: null,
        name,
        statsUrl: `http://${ip}:${STATS_PORT}/stats`,
        slbUrl: `http://${ip}:${STATS_PORT}/slb`,
      })),
      vipSlbUrl: `http://${VIP}:${STATS_PORT}/slb`,
      pollSeconds: 2,
      isInCluster: false,
      mayUseLoopback: false,
    },
    credentials: {
      api: credential,
      etcd: { certificatePem: etcdCertificate, keyPem: etcdKey },
    },
  };
}
