"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ConnectionView } from "#lib/core/api/connections.ts";
import { routes } from "#lib/core/api/index.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { liveQuery } from "#lib/query/live/live.ts";
import type { Sendable } from "./form/draft.ts";
import { InsideFields } from "./form/inside-fields.tsx";
import { KubeconfigField } from "./form/kubeconfig-field.tsx";
import { TargetFields } from "./form/target-fields.tsx";
import { TrustFields } from "./form/trust-fields.tsx";
import { useDraft } from "./form/use-draft.ts";
import { PreflightTicks } from "./preflight-ticks.tsx";
import { ReadOnlyAccount } from "./read-only-account.tsx";
import { resultOf } from "./result.ts";
import { type PreflightRun, usePreflight } from "./use-preflight.ts";

export interface ConnectionFormProps {
  slug: string;
  plan: Plan;
  /** What is stored already, without its secrets. */
  stored: ConnectionView | null;
  /** May let a connection use loopback, and leave a server unverified. */
  isAdmin: boolean;
  /** By the service account of the engine's pod instead of a kubeconfig. */
  isInside: boolean;
  /** The role and the commands that make a read-only account. */
  account: { role: string; commands: string };
}

/** From a pasted kubeconfig, or from inside the cluster, to a watched one: nothing is stored before Save. */
export function ConnectionForm({ slug, plan, stored, isAdmin, isInside, account }: ConnectionFormProps) {
  const t = useTranslations("connect");
  const { draft, change, reading, faults, ready } = useDraft({ plan, stored, isInside });
  const preflight = usePreflight(slug);
  const isCurrent = preflight.about !== null && JSON.stringify(preflight.about) === JSON.stringify(ready);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid min-w-0 gap-4">
        <Panel title={t(isInside ? "inside.title" : "access.title")}>
          {isInside ? (
            <InsideFields draft={draft} faults={faults} onChange={change} />
          ) : (
            <div className="grid gap-4">
              <KubeconfigField
                draft={draft}
                reading={reading}
                isStored={stored?.connection.isInCluster === false}
                onChange={change}
              />
              <TrustFields
                draft={draft}
                faults={faults}
                trust={ready?.connection.api.trust ?? null}
                isAdmin={isAdmin}
                onChange={change}
              />
            </div>
          )}
        </Panel>
        <Panel title={t("targets.title")}>
          <TargetFields draft={draft} faults={faults} stored={stored} isAdmin={isAdmin} onChange={change} />
        </Panel>
      </div>
      <div className="grid min-w-0 gap-4 xl:sticky xl:top-4">
        <Panel title={t("check.title")} action={<CheckButton preflight={preflight} ready={ready} />}>
          <PreflightTicks
            preflight={preflight}
            isOutdated={!isCurrent}
            onUseMasters={(addresses) => change({ masters: addresses.join("\n") })}
          />
        </Panel>
        <Save
          slug={slug}
          ready={ready}
          isChecked={isCurrent && preflight.isDone && resultOf(preflight.ticks) !== "failed"}
        />
        <ReadOnlyAccount {...account} />
      </div>
    </div>
  );
}

function CheckButton({ preflight, ready }: { preflight: PreflightRun; ready: Sendable | null }) {
  const t = useTranslations("connect");
  return (
    <Button
      size="small"
      disabled={ready === null || preflight.isRunning}
      onClick={() => ready && preflight.start(ready)}
    >
      {t(preflight.isRunning ? "check.running" : "check.action")}
    </Button>
  );
}

/** Storing is possible without a passed dry run, since a cluster may be down just now; the button says so. */
function Save({ slug, ready, isChecked }: { slug: string; ready: Sendable | null; isChecked: boolean }) {
  const t = useTranslations("connect");
  const textOf = useProblemText();
  const router = useRouter();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: Sendable) => call(routes.putConnection, { params: { slug }, body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: liveQuery(slug).queryKey });
      router.push(`/clusters/${slug}/live`);
      router.refresh();
    },
  });
  return (
    <div className="grid gap-2">
      {save.isError ? (
        <Banner tone="critical" isAlert>
          {textOf(save.error)}
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant={isChecked ? "primary" : "plain"}
          disabled={ready === null || save.isPending || save.isSuccess}
          onClick={() => ready && save.mutate(ready)}
        >
          {t(isChecked || ready === null ? "save" : "saveUnchecked")}
        </Button>
        <p className="min-w-0 flex-1 text-sm text-text-2">{t("saveText")}</p>
      </div>
    </div>
  );
}
