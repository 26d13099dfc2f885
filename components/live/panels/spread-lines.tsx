"use client";
import { useTranslations } from "next-intl";
import { listIn, ofKind } from "#components/live/facts/pick-facts.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { Age, Aged } from "#components/live/parts/aged.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import type { Fact } from "#lib/core/live/state.ts";

/** Which API servers the load balancer chooses, and which the cluster itself counts. */
export function SpreadLines() {
  const { view } = useLivePage();
  const spreads = ofKind(view.facts, "backend-spread");
  if (spreads.length === 0) return null;
  return (
    <ul className="mt-1.5 grid gap-1.5 border-t pt-1.5">
      {spreads.map((spread) => (
        <SpreadLine key={spread.subject} spread={spread} />
      ))}
    </ul>
  );
}

function SpreadLine({ spread }: { spread: Fact }) {
  const t = useTranslations("live");
  const isChosen = spread.subject === "backend-spread/path";
  const label = t(isChosen ? "api.spread" : "api.counted");
  const names = listIn(spread, isChosen ? "chosen" : "counted");
  return (
    <li className="grid grid-cols-[minmax(9.5rem,20%)_minmax(0,1fr)_auto] items-start gap-x-3">
      <span className="text-text-2">{label}</span>
      <span className="flex flex-wrap items-center gap-x-3">
        <FactState fact={spread} />
        <Aged fact={spread}>
          <span className="font-mono text-xs text-text-2">{names.join(", ")}</span>
        </Aged>
      </span>
      <span className="flex items-center gap-2">
        <Age fact={spread} />
        <AckButton fact={spread} name={label} />
      </span>
    </li>
  );
}
