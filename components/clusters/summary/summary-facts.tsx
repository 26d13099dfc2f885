import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ClusterSummary } from "#lib/core/api/plans.ts";
import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import { Time } from "#lib/i18n/time.tsx";

export interface SummaryFactsProps {
  cluster: ClusterSummary;
  endpoints: readonly Endpoint[];
}

function addressesOf({ vips, dnsName, port }: Endpoint): string[] {
  const hosts = dnsName === undefined ? vips : [dnsName, ...vips];
  return hosts.map((host) => (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`));
}

/** Names and decisions of the cluster; what is not decided says so. */
export function SummaryFacts({ cluster, endpoints }: SummaryFactsProps) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const addresses = endpoints.filter(({ audience }) => audience !== "registry").flatMap(addressesOf);
  const undecided = <span className="text-text-3">{t("summary.undecided")}</span>;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      <Fact name={t("summary.kubernetes")}>
        {cluster.kubernetesVersion === null ? (
          undecided
        ) : (
          <span className="font-mono">{cluster.kubernetesVersion}</span>
        )}
      </Fact>
      <Fact name={t("summary.endpoint")}>
        {addresses.length === 0
          ? undecided
          : addresses.map((address) => (
              <span key={address} className="block truncate font-mono">
                {address}
              </span>
            ))}
      </Fact>
      <Fact name={t("summary.topology")}>
        {cluster.etcdTopology === null ? undecided : common(`etcdTopology.${cluster.etcdTopology}`)}
      </Fact>
      <Fact name={t("summary.group")}>{cluster.group ?? <span className="text-text-3">-</span>}</Fact>
      <Fact name={t("summary.version")}>
        <span className="font-mono">v{cluster.version}</span>
      </Fact>
      <Fact name={t("summary.edited")}>
        <Time at={cluster.updatedAt} as="age" />, {cluster.updatedBy}
      </Fact>
      <Fact name={t("summary.created")}>
        <Time at={cluster.createdAt} as="age" />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-2">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
