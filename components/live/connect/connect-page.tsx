"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ConnectionView } from "#lib/core/api/connections.ts";
import { routes } from "#lib/core/api/index.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { liveQuery } from "#lib/query/live.ts";
import { type ConnectDraft, openDraft, readingOf, sendable } from "./draft.ts";
import { KubeconfigField } from "./kubeconfig-field.tsx";
import { PreflightTicks } from "./preflight-ticks.tsx";
import { ReadOnlyAccount } from "./read-only-account.tsx";
import { StoredConnection } from "./stored-connection.tsx";
import { TargetFields } from "./target-fields.tsx";
import { usePreflight } from "./use-preflight.ts";

export interface ConnectPageProps {
  slug: string;
  plan: Plan;
  /** What is stored already, without its secrets. */
  stored: ConnectionView | null;
  /** The role and the commands that make a read-only account. */
  account: { role: string; commands: string };
}

/** From a pasted kubeconfig to a watched cluster: nothing is stored before Save. */
export function ConnectPage({ slug, plan, stored, account }: ConnectPageProps) {
  const t = useTranslations("connect");
  const textOf = useProblemText();
  const router = useRouter();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => openDraft(plan, stored));
  const change = (part: Partial<ConnectDraft>) => setDraft((before) => ({ ...before, ...part }));
  const ready = sendable(draft, plan, stored);
  const preflight = usePreflight(slug);
  const save = useMutation({
    mutationFn: async () => {
      if (ready === null) throw new Error(t("notReady"));
      return call(routes.putConnection, { params: { slug }, body: ready });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: liveQuery(slug).queryKey });
      router.push(`/clusters/${slug}/live`);
    },
  });
  return (
    <div className="grid w-full max-w-[110rem] items-start gap-4 p-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid min-w-0 gap-4">
        <h1 className="text-xl font-semibold">{t("title", { name: plan.name })}</h1>
        {stored === null ? null : <StoredConnection slug={slug} stored={stored} />}
        {save.isError ? (
          <Banner tone="critical" isAlert>
            {textOf(save.error)}
          </Banner>
        ) : null}
        <Panel title={t("access.title")}>
          <KubeconfigField draft={draft} reading={readingOf(draft)} isStored={stored !== null} onChange={change} />
        </Panel>
        <Panel title={t("targets.title")}>
          <TargetFields draft={draft} stored={stored} onChange={change} />
        </Panel>
      </div>
      <div className="grid min-w-0 gap-4 xl:sticky xl:top-4">
        <Panel
          title={t("check.title")}
          action={
            <Button
              size="small"
              disabled={ready === null || preflight.isRunning}
              onClick={() => ready && preflight.start(ready)}
            >
              {t(preflight.isRunning ? "check.running" : "check.action")}
            </Button>
          }
        >
          <PreflightTicks preflight={preflight} />
        </Panel>
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" disabled={ready === null || save.isPending} onClick={() => save.mutate()}>
            {t("save")}
          </Button>
          <p className="min-w-0 flex-1 text-sm text-text-2">{t("saveText")}</p>
        </div>
        <ReadOnlyAccount {...account} />
      </div>
    </div>
  );
}
