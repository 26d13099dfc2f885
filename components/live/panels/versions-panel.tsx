"use client";
import { useTranslations } from "next-intl";
import { listIn, nameOf, numberIn, ofKind } from "#components/live/facts/pick-facts.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { Aged } from "#components/live/parts/aged.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useHostOf, useLivePage } from "#components/live/parts/live-context.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import type { Fact } from "#lib/core/live/state.ts";

/** Versions with their skew, clocks, and what our account may do beyond need. */
export function VersionsPanel() {
  const t = useTranslations("live");
  const { view } = useLivePage();
  const versions = ofKind(view.facts, "version");
  const clocks = ofKind(view.facts, "clock");
  const excess = view.facts.filter(({ subject }) => subject === "access/excess");
  const all = [...versions, ...clocks, ...excess];
  return (
    <Block title={t("versions.title")} facts={all}>
      {all.length === 0 ? <Nothing>{t("versions.none")}</Nothing> : null}
      <ul className="grid gap-1.5">
        {versions.map((fact) => (
          <li
            key={fact.subject}
            className="grid grid-cols-[minmax(9.5rem,20%)_minmax(0,1fr)_fit-content(13rem)] gap-x-3"
          >
            <span className="text-text-2">
              {t(fact.subject === "version/kubelets" ? "versions.kubelets" : "versions.servers")}
            </span>
            <Aged fact={fact}>
              <span className="font-mono">{listIn(fact, "versions").join(", ")}</span>
            </Aged>
            <span className="flex items-center gap-1">
              <FactState fact={fact} />
              <AckButton fact={fact} name={t("versions.title")} />
            </span>
          </li>
        ))}
        {clocks.map((clock) => (
          <ClockLine key={clock.subject} clock={clock} />
        ))}
        {excess.map((fact) => (
          <li key={fact.subject} className="flex items-center gap-2">
            <FactState fact={fact} />
            <AckButton fact={fact} name={t("kind.access")} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

function ClockLine({ clock }: { clock: Fact }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const hostOf = useHostOf();
  const skew = numberIn(clock, "skewMs");
  const host = hostOf(clock.machineId) ?? nameOf(clock);
  return (
    <li className="grid grid-cols-[minmax(9.5rem,20%)_minmax(0,1fr)_fit-content(13rem)] gap-x-3">
      <span className="text-text-2">
        {t("versions.clock")} <span className="font-mono">{host}</span>
      </span>
      <Aged fact={clock}>
        {skew === null
          ? "?"
          : t(skew < 0 ? "versions.behind" : "versions.ahead", { skew: words.milliseconds(Math.abs(skew)) })}
      </Aged>
      <span className="flex items-center gap-1">
        <FactState fact={clock} />
        <AckButton fact={clock} name={host} />
      </span>
    </li>
  );
}
