"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { nameOf, ofKind, textIn, worstFirst } from "#components/live/facts/pick-facts.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { Age } from "#components/live/parts/aged.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { LiveName, LiveRow, LiveTable } from "#components/live/parts/live-table.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { Button } from "#components/ui/button.tsx";
import type { Fact } from "#lib/core/live/state.ts";

/** Rows drawn at first, and added by each further step: a page of a thousand nodes stays light. */
const STEP = 12;

/** Nodes, those that are not ready first. */
export function NodesPanel() {
  const t = useTranslations("live");
  const { view } = useLivePage();
  const all = worstFirst(ofKind(view.facts, "node"));
  const nodes = all.filter(({ subject }) => subject !== "node/all");
  const unseen = all.find(({ subject }) => subject === "node/all");
  const present = nodes.filter(({ reason }) => reason !== "planned-not-found");
  const ready = present.filter((node) => textIn(node, "ready") === "True").length;
  const cordoned = present.filter(({ values }) => values.isUnschedulable === true).length;
  return (
    <Block title={t("nodes.title")} facts={all}>
      {unseen === undefined ? null : <FactState fact={unseen} />}
      {nodes.length === 0 && unseen === undefined ? <Nothing>{t("nodes.none")}</Nothing> : null}
      {nodes.length === 0 ? null : (
        <>
          <p className="mb-1 text-text-2">
            {t("nodes.ready", { ready, count: present.length })}
            {cordoned === 0 ? null : `, ${t("nodes.cordoned", { count: cordoned })}`}
          </p>
          <NodeTable nodes={nodes} />
        </>
      )}
      <CrashedPods />
    </Block>
  );
}

function NodeTable({ nodes }: { nodes: readonly Fact[] }) {
  const t = useTranslations("live");
  const common = useTranslations("common");
  const [shown, setShown] = useState(STEP);
  return (
    <>
      <LiveTable
        label={t("nodes.title")}
        columns={[
          { key: "node", title: t("nodes.column.node") },
          { key: "state", title: t("column.state") },
          { key: "roles", title: t("nodes.column.roles") },
          { key: "version", title: t("column.version") },
          { key: "age", title: t("column.age"), isNumber: true },
          { key: "ack", title: t("column.ack"), isUnseen: true },
        ]}
      >
        {nodes.slice(0, shown).map((node) => (
          <NodeRow key={node.subject} node={node} />
        ))}
      </LiveTable>
      {nodes.length > shown ? (
        <p className="flex items-center gap-2 pt-1 text-xs text-text-2">
          {common("shown", { shown, total: nodes.length })}
          <Button size="small" onClick={() => setShown(shown + STEP * 4)}>
            {common("more")}
          </Button>
        </p>
      ) : null}
    </>
  );
}

function NodeRow({ node }: { node: Fact }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { nowMs } = useLivePage();
  const roles = Array.isArray(node.values.roles) ? node.values.roles.join(", ") : "";
  const isBad = node.state === "warning" || node.state === "critical";
  return (
    <LiveRow>
      <td className="font-mono whitespace-nowrap">
        <LiveName>{nameOf(node)}</LiveName>
        {node.values.isPlanned === false ? (
          <span className="ml-2 font-sans text-xs text-text-2">{t("unplanned")}</span>
        ) : null}
      </td>
      <td>
        <FactState fact={node} />
        {isBad ? (
          <span className="ml-2 text-xs whitespace-nowrap text-text-2">
            {t("since", { age: words.duration(nowMs - node.sinceMs) })}
          </span>
        ) : null}
        {node.values.isUnschedulable === true ? <span className="ml-2 text-xs">{t("nodes.isCordoned")}</span> : null}
      </td>
      <td className="whitespace-nowrap text-text-2">{roles}</td>
      <td className="font-mono whitespace-nowrap">{textIn(node, "kubeletVersion")}</td>
      <td className="text-right">
        <Age fact={node} />
      </td>
      <td>
        <AckButton fact={node} name={nameOf(node)} />
      </td>
    </LiveRow>
  );
}

/** Static pods of the control plane that are not simply running. */
function CrashedPods() {
  const t = useTranslations("live");
  const { view } = useLivePage();
  const pods = ofKind(view.facts, "static-pod").filter(({ state }) => state !== "ok");
  if (pods.length === 0) return null;
  return (
    <div className="mt-2 border-t pt-2">
      <p className="text-text-2">{t("nodes.pods")}</p>
      <ul className="mt-1 grid gap-1">
        {pods.map((pod) => (
          <li key={pod.subject} className="flex flex-wrap items-center gap-x-3">
            <span className="font-mono">{nameOf(pod)}</span>
            <FactState fact={pod} />
            <AckButton fact={pod} name={nameOf(pod)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
