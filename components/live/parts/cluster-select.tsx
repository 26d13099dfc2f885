import { useTranslations } from "next-intl";
import { Select } from "#components/ui/select.tsx";

export interface ClusterName {
  readonly slug: string;
  readonly name: string;
}

export interface ClusterSelectProps {
  clusters: readonly ClusterName[];
  /** Slug; "" = all clusters. */
  value: string;
  onChange: (slug: string) => void;
}

/** No slug is spelt like this. */
const ALL = "*";

/** One of the clusters, or all of them. */
export function ClusterSelect({ clusters, value, onChange }: ClusterSelectProps) {
  const t = useTranslations("live");
  return (
    <Select
      label={t("filter.cluster")}
      value={value === "" ? ALL : value}
      onChange={(slug) => onChange(slug === ALL ? "" : slug)}
      options={[
        { value: ALL, label: t("filter.allClusters") },
        ...clusters.map(({ slug, name }) => ({ value: slug, label: name })),
      ]}
    />
  );
}
