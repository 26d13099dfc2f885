import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { Time } from "#lib/i18n/time.tsx";

/** What a live engine says of itself. */
interface EngineRow {
  readonly id: string;
  readonly hostname: string;
  readonly clusters: number;
  /** How late its looks begin, median of the last half minute, ms; null before the first look. */
  readonly lateMs: number | null;
  readonly memoryBytes: number;
  /** ISO instant of its last sign of life. */
  readonly at: string;
}

export interface EnginesProps {
  readonly engines: readonly EngineRow[];
  /** Without a sign of life for so long an engine is gone. */
  readonly goneSeconds: number;
}

/** An engine that has time begins within a few milliseconds; one that has none is late by half a second and more. */
const LATE_MS = 500;
const MB = 1_000_000;

/** Who watches the clusters, and whether they keep up. */
export function Engines({ engines, goneSeconds }: EnginesProps) {
  const t = useTranslations("settings");
  if (engines.length === 0) return <Banner tone="critical">{t("about.engineNone", { seconds: goneSeconds })}</Banner>;
  return (
    <ul className="grid gap-2">
      {engines.map(({ id, hostname, clusters, lateMs, memoryBytes, at }) => (
        <li key={id}>
          <span className="font-mono">{hostname}</span>
          {": "}
          {[
            t("about.engineClusters", { clusters }),
            lateMs === null ? t("about.engineNoLook") : t("about.engineLag", { late: Math.ceil(lateMs) }),
            t("about.engineMemory", { memory: Math.round(memoryBytes / MB) }),
          ].join(" · ")}{" "}
          <span className="text-sm text-text-2">
            <Time at={at} />
          </span>
          {(lateMs ?? 0) < LATE_MS ? null : (
            <Banner tone="warning">{t("about.engineLate", { late: LATE_MS, wanted: engines.length + 1 })}</Banner>
          )}
        </li>
      ))}
    </ul>
  );
}
