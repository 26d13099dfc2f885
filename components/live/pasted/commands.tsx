"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { PASTED_COMMANDS, type PastedCommand } from "#lib/core/pasted/commands.ts";

/** The exact commands, by tool, ready to copy. */
export function Commands() {
  const t = useTranslations("pasted");
  const [tool, setTool] = useState<PastedCommand["tool"]>("kubectl");
  const { lines = [] } = PASTED_COMMANDS.find((command) => command.tool === tool) ?? {};
  return (
    <Panel title={t("commands.title")}>
      <div className="grid gap-3">
        <p className="text-text-2">{t("commands.text")}</p>
        <div className="overflow-x-auto">
          <Segmented
            label={t("commands.tool")}
            size="small"
            value={tool}
            onChange={setTool}
            tabs={PASTED_COMMANDS.map((command) => ({
              value: command.tool,
              label: t(`commands.name.${command.tool}`),
            }))}
          />
        </div>
        <p className="text-sm">{t(`commands.where.${tool}`)}</p>
        <Snippet name={t(`commands.name.${tool}`)} text={lines.join("\n")} />
        <p className="text-sm text-text-2">{t("commands.never")}</p>
      </div>
    </Panel>
  );
}

function Snippet({ name, text }: { name: string; text: string }) {
  const t = useTranslations("pasted");
  const toast = useToast();
  const copy = () =>
    void navigator.clipboard.writeText(text).then(() => toast({ text: t("commands.copied", { name }) }));
  return (
    <div className="grid gap-2">
      <pre className="rounded border bg-raised p-2 font-mono text-xs break-words whitespace-pre-wrap">{text}</pre>
      <div>
        <Button size="small" onClick={copy}>
          {t("commands.copy")}
        </Button>
      </div>
    </div>
  );
}
