"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TextArea } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";

export interface ReadOnlyAccountProps {
  role: string;
  commands: string;
}

/** The least that watching needs, ready to apply: a role, and the commands that print its kubeconfig. */
export function ReadOnlyAccount({ role, commands }: ReadOnlyAccountProps) {
  const t = useTranslations("connect");
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel
      title={t("account.title")}
      action={
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? "account.hide" : "account.show")}
        </Button>
      }
    >
      <p className="text-text-2">{t("account.text")}</p>
      {isOpen ? (
        <div className="mt-3 grid gap-4">
          <Snippet name="quorate-reader.yaml" text={role} />
          <Snippet name={t("account.commands")} text={commands} />
        </div>
      ) : null}
    </Panel>
  );
}

function Snippet({ name, text }: { name: string; text: string }) {
  const t = useTranslations("connect");
  const toast = useToast();
  const copy = () =>
    void navigator.clipboard.writeText(text).then(() => toast({ text: t("account.copied", { name }) }));
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex items-center gap-2">
        <span className="flex-1 font-mono text-sm">{name}</span>
        <Button size="small" onClick={copy}>
          {t("account.copy")}
        </Button>
      </figcaption>
      <TextArea isMono readOnly aria-label={name} rows={12} className="text-xs whitespace-pre" value={text} />
    </figure>
  );
}
