"use client";
import { useTranslations } from "next-intl";
import { CauseList } from "#components/live/causes/cause-list.tsx";
import { figureText, marginFigure } from "#components/live/facts/margin-text.ts";
import { HATCH } from "#components/live/parts/aged.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { StateWord } from "#components/live/parts/state-word.tsx";
import { useThingName } from "#components/live/parts/use-fact-name.ts";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { doubtsIn } from "#lib/core/live/margin/losses.ts";
import { marginState } from "#lib/core/live/margin/margin-state.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { oldestPasted } from "#lib/core/pasted/judge/pasted-age.ts";
import { useKeeping } from "#lib/query/live/keeping.ts";

const FRAMES = {
  critical: "border-critical",
  warning: "border-warning",
  unknown: "border-dashed",
  ok: "",
} as const;

/** How many more failures until an outage: the one number that the page is about. */
export function Verdict() {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { view, nowMs, isEngineSilent } = useLivePage();
  const keeping = useKeeping();
  const { margin, state, unknownCount } = view;
  const figure = marginFigure(margin);
  const tone = marginState(margin);
  const pastedAtMs = view.isConnected ? null : oldestPasted(view.facts);
  const isDoubtful = !view.isConnected || isEngineSilent || figure.kind === "unknown" || figure.kind === "range";
  return (
    <section
      aria-label={t("verdict.title")}
      className={`flex flex-wrap items-center gap-x-5 gap-y-2 rounded-md border-2 bg-surface px-4 py-3 ${FRAMES[tone]}`}
    >
      <p className={`rounded px-2 text-3xl font-semibold whitespace-nowrap ${isDoubtful ? HATCH : ""}`}>
        {figureText(figure, t("verdict.out"))}
        {isEngineSilent && figure.kind !== "unknown" ? "?" : ""}
      </p>
      <div className="min-w-0 flex-1">
        <p className="text-lg font-medium">
          {t(`verdict.figure.${figure.kind}`, { count: figure.kind === "exact" ? figure.value : 0 })}
        </p>
        {isEngineSilent ? (
          <p className="text-text-2">{t(`verdict.${keeping === "kept" ? "silent" : "unstored"}`)}</p>
        ) : null}
        {pastedAtMs === null ? null : (
          <p className="text-text-2">{t("verdict.pasted", { age: words.ago(Math.max(0, nowMs - pastedAtMs)) })}</p>
        )}
        <NextLosses next={margin.next} isOut={figure.kind === "out"} />
        {figure.kind === "range" ? <Doubts facts={view.facts} /> : null}
      </div>
      <dl className="grid grid-cols-[auto_auto] gap-x-3 text-sm">
        <dt className="text-text-2">{t("verdict.planned")}</dt>
        <dd>{margin.planned ?? "?"}</dd>
        <dt className="text-text-2">{t("verdict.worst")}</dt>
        <dd>
          {isEngineSilent ? (
            <StateWord state="unknown" text={t("last", { state: t(`state.${state}`) })} />
          ) : (
            <StateWord state={state} />
          )}
        </dd>
        <dt className="text-text-2">{t("verdict.unknown")}</dt>
        <dd>
          <a href="#unseen" className={unknownCount === 0 ? "" : "underline"}>
            {unknownCount}
          </a>
        </dd>
      </dl>
      {isEngineSilent ? null : <CauseList />}
    </section>
  );
}

const NAMED_MAX = 8;

function NextLosses({ next, isOut }: { next: readonly string[]; isOut: boolean }) {
  const t = useTranslations("live");
  if (isOut || next.length === 0) return null;
  const names = next.slice(0, NAMED_MAX).join(", ");
  const more = next.length - NAMED_MAX;
  return (
    <p className="text-text-2">
      {t("verdict.next")} <span className="font-mono text-text">{names}</span>
      {more > 0 ? ` ${t("unseen.more", { count: more })}` : null}
    </p>
  );
}

/** What makes the figure a range; why it is not seen, and what to do about it, stands where the link leads. */
function Doubts({ facts }: { facts: readonly Fact[] }) {
  const t = useTranslations("live");
  const thingName = useThingName();
  const doubts = doubtsIn(facts);
  if (doubts.length === 0) return null;
  const more = doubts.length - NAMED_MAX;
  return (
    <p className="text-text-2">
      {t("verdict.doubts")}{" "}
      <a href="#unseen" className="text-text underline">
        {doubts.slice(0, NAMED_MAX).map(thingName).join(", ")}
      </a>
      {more > 0 ? ` ${t("unseen.more", { count: more })}` : null}
    </p>
  );
}
