"use client";
import { useTranslations } from "next-intl";
import { HostName } from "#components/canvas/machine/host-name.tsx";
import { nameOf, numberIn, ofKind, textIn, worstFirst } from "#components/live/facts/pick-facts.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { Age, Aged } from "#components/live/parts/aged.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { LatencyCurve } from "#components/live/parts/latency-curve.tsx";
import { useHostOf, useLivePage } from "#components/live/parts/live-context.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { SpreadLines } from "./spread-lines.tsx";

/** The way that clients take, and each API server past it. */
export function ApiPanel() {
  const t = useTranslations("live");
  const { view } = useLivePage();
  const paths = ofKind(view.facts, "api-path");
  const servers = ofKind(view.facts, "api-server");
  const up = servers.filter(({ state }) => state === "ok").length;
  const isAnySeen = paths.length + servers.length > 0;
  return (
    <Block title={t("api.title")} facts={[...paths, ...servers, ...ofKind(view.facts, "backend-spread")]}>
      {isAnySeen ? null : <Nothing>{t("api.none")}</Nothing>}
      <ul className="grid gap-1.5">
        {paths.map((path) => (
          <ApiLine key={path.subject} fact={path} label={t("api.path")} />
        ))}
        {servers.length === 0 ? null : (
          <li className="border-t pt-1.5 text-text-2">{t("api.direct", { up, count: servers.length })}</li>
        )}
        {worstFirst(servers).map((server) => (
          <ServerLine key={server.subject} server={server} />
        ))}
      </ul>
      <SpreadLines />
    </Block>
  );
}

function ServerLine({ server }: { server: Fact }) {
  const hostOf = useHostOf();
  return <ApiLine fact={server} label={hostOf(server.machineId) ?? nameOf(server)} isMono />;
}

function ApiLine({ fact, label, isMono }: { fact: Fact; label: string; isMono?: boolean }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const latency = numberIn(fact, "latencyMs");
  const backend = textIn(fact, "backend");
  return (
    <li className="grid grid-cols-[minmax(9.5rem,20%)_minmax(0,1fr)_auto] items-start gap-x-3">
      <span className={`flex min-w-0 ${isMono ? "font-mono" : "text-text-2"}`} title={label}>
        {isMono ? <HostName name={label} /> : label}
      </span>
      <span className="flex flex-wrap items-center gap-x-3">
        <FactState fact={fact} />
        <span className="font-mono text-xs text-text-2">{textIn(fact, "address")}</span>
        {backend === "" ? null : <span className="text-xs text-text-2">{t("api.answeredBy", { backend })}</span>}
      </span>
      <span className="flex items-center gap-2">
        {latency === null ? null : <Aged fact={fact}>{words.milliseconds(latency)}</Aged>}
        {latency === null ? <Age fact={fact} /> : null}
        <AckButton fact={fact} name={label} />
      </span>
      <span className="col-span-2 col-start-2 pt-0.5">
        <LatencyCurve fact={fact} name={label} />
      </span>
    </li>
  );
}
