"use client";
import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";

export interface NewTokenDialogProps {
  /** Null = nothing to show. */
  token: string | null;
  onDone: () => void;
}

/** The one moment in which the text of a token can be seen. */
export function NewTokenDialog({ token, onDone }: NewTokenDialogProps) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const toast = useToast();
  const copy = () => {
    navigator.clipboard.writeText(token ?? "").then(
      () => toast({ text: common("copied") }),
      () => toast({ tone: "critical", text: t("tokens.copyFailed") }),
    );
  };
  return (
    <Dialog
      open={token !== null}
      onOpenChange={(open) => {
        if (!open) onDone();
      }}
      size="small"
      title={t("tokens.createdTitle")}
      description={t("tokens.createdText")}
      footer={
        <Button variant="primary" onClick={onDone}>
          {t("tokens.done")}
        </Button>
      }
    >
      <Field label={t("tokens.token")}>
        <div className="flex gap-2">
          <TextInput isMono readOnly value={token ?? ""} onFocus={(event) => event.target.select()} />
          <Button onClick={copy}>
            <Copy size={16} strokeWidth={1.75} aria-hidden />
            {common("copy")}
          </Button>
        </div>
      </Field>
    </Dialog>
  );
}
