"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { leadsToConnection, type Unseen, unseenOf } from "#components/live/facts/next-step.ts";
import { HATCH } from "#components/live/parts/aged.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { useThingName } from "#components/live/parts/use-fact-name.ts";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";

const NAMED_MAX = 6;

/** Everything that nobody can see, grouped by why, each with the step that would show it. */
export function UnseenPanel() {
  const t = useTranslations("live");
  const { view, slug, canEdit } = useLivePage();
  const groups = unseenOf(view.facts);
  return (
    <Block title={t("unseen.title")}>
      {groups.length === 0 && view.isConnected ? <Nothing>{t("unseen.none")}</Nothing> : null}
      {view.isConnected ? null : <NotPasted />}
      <ul className="grid gap-2">
        {groups.map((group) => (
          <li key={group.facts[0]?.subject} className="grid gap-0.5">
            <UnseenNames group={group} />
            <span className="text-text-2">
              {t(`step.${group.step}`)}{" "}
              {canEdit && group.step === "paste" ? (
                <Link href={`/clusters/${slug}/connect?way=paste`} className="text-accent underline">
                  {t("pasted.again")}
                </Link>
              ) : null}
              {canEdit && leadsToConnection(group.step) ? (
                <Link href={`/clusters/${slug}/connect`} className="text-accent underline">
                  {t("toConnection")}
                </Link>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** What would have been seen by a connection, and what nobody has pasted. */
function NotPasted() {
  const t = useTranslations("live");
  const format = useFormatter();
  const { view } = useLivePage();
  const missing = PASTABLE.filter((kind) => !view.facts.some((fact) => fact.kind === kind));
  const names = format.list(missing.map((kind) => t(`kind.${kind}`)));
  return (
    <div className="mb-2 grid gap-0.5">
      {missing.length === 0 ? null : (
        <p>
          <span className={`rounded-sm font-medium ${HATCH}`}>{t("pasted.missing")}</span> {names}
        </p>
      )}
      <p className="text-text-2">{t("pasted.connectionOnly")}</p>
    </div>
  );
}

const PASTABLE = ["etcd-member", "lease", "node", "certificate"] as const;

function UnseenNames({ group }: { group: Unseen }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const names = group.facts.map(useThingName());
  const more = names.length - NAMED_MAX;
  return (
    <span>
      <span className={`rounded-sm font-medium ${HATCH}`}>{words.reason(group.facts[0] ?? group)}</span>{" "}
      <span>{names.slice(0, NAMED_MAX).join(", ")}</span>
      {more > 0 ? <span className="text-text-2"> {t("unseen.more", { count: more })}</span> : null}
    </span>
  );
}
