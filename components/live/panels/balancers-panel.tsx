"use client";
import { useTranslations } from "next-intl";
import { nameOf, numberIn, ofKind, textIn, worstFirst } from "#components/live/facts/pick-facts.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { Age, Aged } from "#components/live/parts/aged.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { LiveName, LiveRow, LiveTable } from "#components/live/parts/live-table.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import type { Fact } from "#lib/core/live/state.ts";

/** Who holds the VIP, and the back ends as each balancer sees them. */
export function BalancersPanel() {
  const t = useTranslations("live");
  const { view } = useLivePage();
  const vips = ofKind(view.facts, "vip");
  const balancers = ofKind(view.facts, "balancer");
  const backends = ofKind(view.facts, "backend");
  const countsOf = (balancer: Fact): string => {
    const [up, total] = [numberIn(balancer, "up"), numberIn(balancer, "total")];
    return up === null || total === null ? "" : t("balancers.up", { up, total });
  };
  const isAnySeen = vips.length + balancers.length > 0;
  return (
    <Block title={t("balancers.title")} facts={[...vips, ...balancers, ...backends]}>
      {isAnySeen ? null : <Nothing>{t("balancers.none")}</Nothing>}
      {vips.map((vip) => (
        <VipLine key={vip.subject} vip={vip} />
      ))}
      <ul className="mb-2 grid gap-1">
        {balancers.map((balancer) => (
          <li key={balancer.subject} className="flex flex-wrap items-center gap-x-3">
            <span className="font-mono">{nameOf(balancer)}</span>
            <FactState fact={balancer} />
            <Aged fact={balancer}>{countsOf(balancer)}</Aged>
            <AckButton fact={balancer} name={nameOf(balancer)} />
          </li>
        ))}
      </ul>
      {backends.length === 0 ? null : <Backends backends={worstFirst(backends)} />}
    </Block>
  );
}

function VipLine({ vip }: { vip: Fact }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { nowMs } = useLivePage();
  const movedAtMs = numberIn(vip, "movedAtMs");
  const holder = textIn(vip, "holder");
  return (
    <p className="mb-2 flex flex-wrap items-center gap-x-3">
      <span className="text-text-2">{t("balancers.vip")}</span>
      <FactState fact={vip} />
      <Aged fact={vip}>
        <span className="font-mono">{holder === "" ? "?" : holder}</span>
      </Aged>
      {movedAtMs === null ? null : (
        <span className="text-text-2">{t("leaders.heldFor", { age: words.duration(nowMs - movedAtMs) })}</span>
      )}
      <span className="text-text-2">{t("balancers.moves", { count: numberIn(vip, "movesIn24H") ?? 0 })}</span>
      <AckButton fact={vip} name={t("balancers.vip")} />
    </p>
  );
}

const SHOWN_MAX = 24;

function Backends({ backends }: { backends: readonly Fact[] }) {
  const t = useTranslations("live");
  const common = useTranslations("common");
  return (
    <>
      <LiveTable
        label={t("balancers.backends")}
        columns={[
          { key: "balancer", title: t("balancers.column.balancer") },
          { key: "server", title: t("balancers.column.server") },
          { key: "state", title: t("column.state") },
          { key: "check", title: t("balancers.column.check") },
          { key: "age", title: t("column.age"), isNumber: true },
        ]}
      >
        {backends.slice(0, SHOWN_MAX).map((backend) => (
          <LiveRow key={backend.subject}>
            <td className="font-mono whitespace-nowrap">
              <LiveName>{textIn(backend, "balancer")}</LiveName>
            </td>
            <td className="font-mono whitespace-nowrap">
              <LiveName>{textIn(backend, "server")}</LiveName>
              {backend.values.isPlanned === false ? (
                <span className="ml-2 font-sans text-xs text-text-2">{t("unplanned")}</span>
              ) : null}
            </td>
            <td>
              <FactState fact={backend} />
            </td>
            <td className="font-mono text-xs whitespace-nowrap">
              {[textIn(backend, "status"), textIn(backend, "check")].filter(Boolean).join(" ")}
            </td>
            <td className="text-right">
              <Age fact={backend} />
            </td>
          </LiveRow>
        ))}
      </LiveTable>
      {backends.length > SHOWN_MAX ? (
        <p className="pt-1 text-xs text-text-2">{common("shown", { shown: SHOWN_MAX, total: backends.length })}</p>
      ) : null}
    </>
  );
}
