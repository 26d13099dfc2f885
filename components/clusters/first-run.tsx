"use client";
import { LayoutTemplate, PlugZap, Presentation } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { useNewCluster } from "./new-cluster.ts";

const ICON = { size: 22, strokeWidth: 1.5, "aria-hidden": true } as const;

export interface FirstRunProps {
  /** Opens the dialog, with a start already chosen when given. */
  onNew: (start: "template" | "table" | "live") => void;
}

/** Three doors instead of an empty list. */
export function FirstRun({ onNew }: FirstRunProps) {
  const t = useTranslations("clusters");
  const textOf = useProblemText();
  const sample = useNewCluster();
  const openSample = () =>
    sample.mutate({ name: t("sample.name"), group: t("sample.group"), template: "T2", opens: "coach" });
  return (
    <section className="mx-auto w-full max-w-5xl py-8 lg:py-16">
      <h2 className="text-2xl font-semibold">{t("first.title")}</h2>
      <p className="mt-1 mb-6 max-w-prose text-lg text-text-2">{t("first.text")}</p>
      {sample.isError ? (
        <div className="mb-4">
          <Banner tone="critical" isAlert>
            {textOf(sample.error)}
          </Banner>
        </div>
      ) : null}
      <ul className="grid gap-4 md:grid-cols-3">
        <Door icon={<Presentation {...ICON} />} title={t("first.sampleTitle")} text={t("first.sampleText")}>
          <Button variant="primary" disabled={sample.isPending || sample.isSuccess} onClick={openSample}>
            {t("first.sampleAction")}
          </Button>
        </Door>
        <Door icon={<LayoutTemplate {...ICON} />} title={t("first.newTitle")} text={t("first.newText")}>
          <Button onClick={() => onNew("template")}>{t("first.newAction")}</Button>
          <Button onClick={() => onNew("table")}>{t("first.importAction")}</Button>
        </Door>
        <Door icon={<PlugZap {...ICON} />} title={t("first.liveTitle")} text={t("first.liveText")}>
          <Button onClick={() => onNew("live")}>{t("first.liveAction")}</Button>
        </Door>
      </ul>
    </section>
  );
}

interface DoorProps {
  icon: ReactNode;
  title: string;
  text: string;
  children: ReactNode;
}

function Door({ icon, title, text, children }: DoorProps) {
  return (
    <li className="flex flex-col rounded-md border bg-surface p-5">
      <span className="text-accent">{icon}</span>
      <h3 className="mt-3 text-lg font-semibold">{title}</h3>
      <p className="mt-1 mb-5 flex-1 text-text-2">{text}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </li>
  );
}
