"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDeferredValue, useMemo, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { routes } from "#lib/core/api/index.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { liveQuery } from "#lib/query/live/live.ts";
import { Commands } from "./commands.tsx";
import { GivenTexts } from "./given-texts.tsx";
import { Reading } from "./reading.tsx";
import { type GivenText, type Readiness, readinessOf, readTexts, TYPED } from "./texts.ts";

const EMPTY: GivenText = { id: TYPED, name: null, host: null, text: "" };

/** For those who may give no credential: they run the commands, and what these print is judged. */
export function PasteDoor({ slug, plan, isConnected }: { slug: string; plan: Plan; isConnected: boolean }) {
  const t = useTranslations("pasted");
  const [texts, setTexts] = useState<readonly GivenText[]>([EMPTY]);
  // Five megabytes are not read anew for every letter before that letter is shown.
  const settled = useDeferredValue(texts);
  const read = useMemo(() => readTexts(settled, plan, Date.now()), [settled, plan]);
  const change = (id: string, part: Partial<GivenText>) =>
    setTexts((before) => before.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid min-w-0 gap-4">
        {isConnected ? <Banner tone="info">{t("beside")}</Banner> : null}
        <Panel title={t("texts.title")}>
          <GivenTexts
            texts={texts}
            onChange={change}
            onAdd={(more) => setTexts((before) => [...before, ...more])}
            onRemove={(id) => setTexts((before) => before.filter((one) => one.id !== id))}
          />
        </Panel>
        <Panel title={t("reading.title")}>
          <Reading texts={read} plan={plan} onHost={(id, host) => change(id, { host })} />
        </Panel>
        <Keep slug={slug} texts={settled} readiness={readinessOf(read)} isBehind={settled !== texts} />
      </div>
      <div className="grid min-w-0 gap-4 xl:sticky xl:top-4">
        <Commands />
      </div>
    </div>
  );
}

interface KeepProps {
  slug: string;
  texts: readonly GivenText[];
  readiness: Readiness;
  /** What is shown as read is not yet what was typed last. */
  isBehind: boolean;
}

function Keep({ slug, texts, readiness, isBehind }: KeepProps) {
  const t = useTranslations("pasted");
  const textOf = useProblemText();
  const router = useRouter();
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: () => call(routes.pasteOutputs, { params: { slug }, body: { texts: bodyOf(texts) } }),
    onSuccess: async ({ live }) => {
      client.setQueryData(liveQuery(slug).queryKey, live);
      router.push(`/clusters/${slug}/live`);
      router.refresh();
    },
  });
  return (
    <div className="grid gap-2">
      {keep.isError ? (
        <Banner tone="critical" isAlert>
          {textOf(keep.error)}
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          disabled={readiness !== "ready" || isBehind || keep.isPending || keep.isSuccess}
          onClick={() => keep.mutate()}
        >
          {t("keep")}
        </Button>
        <p className="min-w-0 flex-1 text-sm text-text-2">{t(`readiness.${readiness}`)}</p>
      </div>
    </div>
  );
}

function bodyOf(texts: readonly GivenText[]) {
  return texts
    .filter(({ text }) => text.trim() !== "")
    .map(({ name, host, text }) => ({ name: name?.slice(-255) ?? null, host, text }));
}
