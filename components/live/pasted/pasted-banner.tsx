"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { routes } from "#lib/core/api/index.ts";
import { PASTED } from "#lib/core/live/state.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { liveQuery } from "#lib/query/live/live.ts";
import { PastedSources } from "./pasted-sources.tsx";

/** Says above everything else that values on this page were pasted, how old they are, and where they came from. */
export function PastedBanner() {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { view, nowMs, slug, canEdit } = useLivePage();
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  if (view.pasted.length === 0) return null;
  const shown = view.facts.filter(({ observer }) => observer === PASTED).length;
  const oldest = Math.min(...view.pasted.map(({ takenAtMs }) => takenAtMs));
  const newest = Math.max(...view.pasted.map(({ takenAtMs }) => takenAtMs));
  const ages = { newest: words.ago(Math.max(0, nowMs - newest)), oldest: words.ago(Math.max(0, nowMs - oldest)) };
  return (
    <div className="grid gap-2">
      <Banner
        tone="info"
        action={
          <>
            <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t(isOpen ? "pasted.hide" : "pasted.show", { count: view.pasted.length })}
            </Button>
            {canEdit ? (
              <>
                <Link href={`/clusters/${slug}/connect?way=paste`} className={buttonClass("plain", "small")}>
                  {t("pasted.again")}
                </Link>
                <Button size="small" variant="danger" onClick={() => setAsking(true)}>
                  {t("pasted.remove")}
                </Button>
              </>
            ) : null}
          </>
        }
      >
        <p className="font-medium">{view.isConnected ? t("pasted.beside", { count: shown }) : t("pasted.only")}</p>
        <p className="text-sm text-text-2">{t("pasted.ages", ages)}</p>
      </Banner>
      {isOpen ? <PastedSources /> : null}
      <RemoveDialog slug={slug} isOpen={isAsking} onOpenChange={setAsking} />
    </div>
  );
}

interface RemoveDialogProps {
  slug: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

function RemoveDialog({ slug, isOpen, onOpenChange }: RemoveDialogProps) {
  const t = useTranslations("live");
  const textOf = useProblemText();
  const router = useRouter();
  const client = useQueryClient();
  const { view } = useLivePage();
  const remove = useMutation({
    mutationFn: () => call(routes.removePasted, { params: { slug } }),
    onSuccess: async () => {
      onOpenChange(false);
      const { queryKey } = liveQuery(slug);
      // Without a connection there is nothing left to fetch: the page itself becomes another one.
      if (view.isConnected) await client.invalidateQueries({ queryKey });
      router.refresh();
    },
  });
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title={t("pasted.removeTitle")}
      text={t("pasted.removeText")}
      action={t("pasted.remove")}
      isBusy={remove.isPending}
      error={remove.isError ? textOf(remove.error) : null}
      onConfirm={() => remove.mutate()}
    />
  );
}
