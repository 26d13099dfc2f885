"use client";
import { useTranslations } from "next-intl";
import type { Weakness } from "#lib/core/survive/analysis.ts";
import { Bounded } from "./bounded.tsx";
import { Pointing, useElementNames } from "./elements.tsx";

const SHOWN_FIRST = 6;

/** Elements by the share of the downtime that would go if they never failed. */
export function WeakPoints({ weakest }: { weakest: readonly Weakness[] }) {
  const t = useTranslations("survive");
  const namesOf = useElementNames();
  if (weakest.length === 0) return <p className="text-text-2">{t("weak.none")}</p>;
  return (
    <Bounded entries={weakest} max={SHOWN_FIRST}>
      {(shown) => (
        <ol className="-mx-2 grid">
          {shown.map(({ elementId, share }) => (
            <li key={elementId}>
              <Pointing
                elementIds={[elementId]}
                className="grid w-full grid-cols-[minmax(0,1fr)_5rem] items-center gap-x-3 px-2 py-1"
              >
                <span className="truncate">{namesOf([elementId])[0]}</span>
                <span className="flex h-2 rounded-full bg-raised" aria-hidden>
                  <span
                    className="rounded-full bg-text-3"
                    style={{ width: `${Math.max(Math.round(share * 100), 1)}%` }}
                  />
                </span>
                <span className="col-span-2 text-sm text-text-2">{t("weak.share", { share: tenths(share) })}</span>
              </Pointing>
            </li>
          ))}
        </ol>
      )}
    </Bounded>
  );

  /** "of 10 parts of the downtime": a percentage of downtime reads like an availability. */
  function tenths(share: number): string {
    const parts = Math.round(share * 10);
    return parts === 0 ? "< 1" : String(parts);
  }
}
