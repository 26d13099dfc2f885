"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TrustBadge } from "#components/live/parts/trust-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ConnectionView } from "#lib/core/api/connections.ts";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { StoredCredentials } from "./stored-credentials.tsx";

/** What is stored: which credentials, by whom and since when, and whether the engine can open them. */
export function StoredConnection({ slug, stored }: { slug: string; stored: ConnectionView }) {
  const t = useTranslations("connect");
  const textOf = useProblemText();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const pause = useMutation({
    mutationFn: () =>
      call(routes.putConnection, {
        params: { slug },
        body: { connection: stored.connection, credentials: {}, isPaused: !stored.isPaused },
      }),
    onSuccess: () => router.refresh(),
  });
  const remove = useMutation({
    mutationFn: () => call(routes.removeConnection, { params: { slug } }),
    onSuccess: () => router.push(`/clusters/${slug}`),
  });
  const locked = stored.credentials.filter(({ isLocked }) => isLocked);
  return (
    <Panel
      title={t("stored.title")}
      action={
        <>
          <Button size="small" disabled={pause.isPending} onClick={() => pause.mutate()}>
            {t(stored.isPaused ? "stored.resume" : "stored.pause")}
          </Button>
          <Button size="small" variant="danger" onClick={() => setAsking(true)}>
            {t("stored.remove")}
          </Button>
        </>
      }
    >
      <p className="flex flex-wrap items-center gap-2">
        {stored.connection.isInCluster ? <Badge tone="info">{t("stored.inside")}</Badge> : null}
        <span className="font-mono">{stored.connection.api.address || "kubernetes.default.svc"}</span>
        <TrustBadge trust={stored.connection.api.trust} />
      </p>
      <StoredCredentials slug={slug} stored={stored} />
      {pause.isError ? <Banner tone="critical">{textOf(pause.error)}</Banner> : null}
      {stored.isPaused ? <p className="mt-2 text-sm text-text-2">{t("stored.paused")}</p> : null}
      {locked.length === 0 ? null : (
        <div className="mt-2">
          <Banner tone="critical">{t("stored.locked")}</Banner>
        </div>
      )}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t("stored.removeTitle")}
        text={t("stored.removeText")}
        action={t("stored.remove")}
        isBusy={remove.isPending}
        error={remove.isError ? textOf(remove.error) : null}
        onConfirm={() => remove.mutate()}
      />
    </Panel>
  );
}
