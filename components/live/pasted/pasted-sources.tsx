"use client";
import { useTranslations } from "next-intl";
import { Block } from "#components/live/parts/block.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { LiveRow, LiveTable } from "#components/live/parts/live-table.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { Time } from "#lib/i18n/time.tsx";

/** Every source that was pasted: when its command ran, when it was pasted, and by whom. */
export function PastedSources() {
  const t = useTranslations("live");
  const pasted = useTranslations("pasted");
  const words = useLiveWords();
  const { view, nowMs } = useLivePage();
  return (
    <Block title={t("pasted.title")}>
      <LiveTable
        label={t("pasted.title")}
        columns={[
          { key: "what", title: t("pasted.column.what") },
          { key: "taken", title: t("pasted.column.taken") },
          { key: "age", title: t("pasted.column.age"), isNumber: true },
          { key: "pasted", title: t("pasted.column.pasted") },
          { key: "by", title: t("pasted.column.by") },
        ]}
      >
        {view.pasted.map(({ what, name, takenAtMs, pastedAtMs, pastedBy }) => (
          <LiveRow key={`${what} ${name}`}>
            <td>
              {pasted(`source.${what}`)} <span className="font-mono text-text-2">{name === "pasted" ? "" : name}</span>
            </td>
            <td>
              <Time at={new Date(takenAtMs).toISOString()} />
            </td>
            <td className="text-right whitespace-nowrap">{words.duration(nowMs - takenAtMs)}</td>
            <td>
              <Time at={new Date(pastedAtMs).toISOString()} />
            </td>
            <td>{pastedBy}</td>
          </LiveRow>
        ))}
      </LiveTable>
    </Block>
  );
}
