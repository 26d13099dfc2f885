import { useTranslations } from "next-intl";
import { nameOf, textIn } from "#components/live/facts/pick-facts.ts";
import type { Fact, FactKind } from "#lib/core/live/state.ts";
import { useHostOf } from "./live-context.tsx";

type Named = Pick<Fact, "subject" | "kind" | "machineId" | "values">;

/** Of these there is one per cluster: their kind says it all. */
const SINGLE = /\/(?:main|all)$/;

/** Their own names say more than the machine that they are on. */
const NAMED: readonly FactKind[] = ["access", "lease", "static-pod", "backend"];

/** What a fact is about, beside the word for its kind; empty where a cluster has one of them. */
export function useFactName(): (fact: Named) => string {
  const t = useTranslations("live");
  const hostOf = useHostOf();
  return (fact) => {
    const { subject, kind, machineId } = fact;
    if (SINGLE.test(subject)) return "";
    if (kind === "backend-spread") return t(subject === "backend-spread/path" ? "api.spread" : "api.counted");
    if (NAMED.includes(kind)) return nameOf(fact);
    const host = hostOf(machineId) ?? nameOf(fact);
    if (kind !== "certificate") return host;
    const role = textIn(fact, "role");
    const known = t.has(`certificates.role.${role}`) ? t(`certificates.role.${role}`) : role;
    return `${known} ${host === "path" ? t("certificates.path") : host}`.trim();
  };
}

/** Kind and name in one, as the name of a thing in a sentence. */
export function useThingName(): (fact: Named) => string {
  const t = useTranslations("live");
  const factName = useFactName();
  return (fact) => t("unseen.thing", { kind: t(`kind.${fact.kind}`), name: factName(fact) }).trim();
}
