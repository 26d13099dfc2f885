"use client";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { PasteDoor } from "#components/live/pasted/paste-door.tsx";
import type { ConnectionView } from "#lib/core/api/connections.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { ConnectionForm } from "./connection-form.tsx";
import { StoredConnection } from "./stored-connection.tsx";
import { WAYS, WayChoice } from "./way-choice.tsx";

export interface ConnectPageProps {
  slug: string;
  plan: Plan;
  /** What is stored already, without its secrets. */
  stored: ConnectionView | null;
  /** May use the engine's own account, let a connection use loopback, and leave a server unverified. */
  isAdmin: boolean;
  /** The role and the commands that make a read-only account. */
  account: { role: string; commands: string };
}

/** The three ways to live facts: a kubeconfig, pasted outputs, the account of the pod that the engine runs in. */
export function ConnectPage({ stored, isAdmin, ...about }: ConnectPageProps) {
  const t = useTranslations("connect");
  const isStoredInside = stored?.connection.isInCluster === true;
  const usual = isStoredInside ? "inside" : "kubeconfig";
  const [way, setWay] = useQueryState("way", parseAsStringLiteral(WAYS).withDefault(usual));
  const mayGoInside = isAdmin || isStoredInside;
  const shown = way === "inside" && !mayGoInside ? "kubeconfig" : way;
  return (
    <div className="grid w-full max-w-[110rem] gap-4 p-4">
      <h1 className="text-xl font-semibold">{t("title", { name: about.plan.name })}</h1>
      <WayChoice value={shown} mayGoInside={mayGoInside} onChange={(next) => void setWay(next)} />
      {stored === null ? null : <StoredConnection slug={about.slug} stored={stored} />}
      {shown === "paste" ? (
        <PasteDoor slug={about.slug} plan={about.plan} isConnected={stored !== null} />
      ) : (
        <ConnectionForm key={shown} {...about} stored={stored} isAdmin={isAdmin} isInside={shown === "inside"} />
      )}
    </div>
  );
}
