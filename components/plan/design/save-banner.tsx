"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { usePlanActions, useSaveState } from "#lib/query/plan-editor.tsx";
import type { SaveState } from "#lib/query/plan-sync.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { useClock } from "./save-state.tsx";

/** Says over the canvas why something is not saved, and what to do; nothing while all is well. */
export function SaveBanner() {
  const save = useSaveState();
  switch (save.kind) {
    case "saved":
    case "saving":
      return null;
    case "offline":
      return <OfflineBanner save={save} />;
    case "refused":
      return <RefusedBanner save={save} />;
    case "conflict":
      return <ConflictBanner save={save} />;
  }
}

type Of<Kind extends SaveState["kind"]> = { save: Extract<SaveState, { kind: Kind }> };

function Strip({ children }: { children: ReactNode }) {
  return <div className="border-b px-3 py-2">{children}</div>;
}

function OfflineBanner({ save }: Of<"offline">) {
  const t = useTranslations("design");
  const clock = useClock();
  return (
    <Strip>
      <Banner tone="warning">{t("save.offline", { count: save.pending, time: clock(save.sinceMs) })}</Banner>
    </Strip>
  );
}

function RefusedBanner({ save }: Of<"refused">) {
  const t = useTranslations("design");
  const textOf = useProblemText();
  const { resolve } = usePlanActions();
  return (
    <Strip>
      <Banner
        tone="critical"
        isAlert
        action={
          <>
            <Button size="small" onClick={() => resolve("theirs")}>
              {t("save.discard")}
            </Button>
            <Button size="small" onClick={() => resolve("mine")}>
              {t("save.again")}
            </Button>
          </>
        }
      >
        {t("save.refused", { label: save.label, reason: textOf(save.problem) })}
      </Banner>
    </Strip>
  );
}

function ConflictBanner({ save }: Of<"conflict">) {
  const t = useTranslations("design");
  const [isOpen, setOpen] = useState(true);
  const others = [...new Set(save.conflicts.map(({ by }) => by))].join(", ");
  return (
    <Strip>
      <Banner
        tone="warning"
        isAlert
        action={
          <Button size="small" variant="primary" onClick={() => setOpen(true)}>
            {t("save.resolve")}
          </Button>
        }
      >
        {t("save.conflict", { label: save.label, by: others })}
      </Banner>
      <ConflictDialog open={isOpen} onOpenChange={setOpen} conflicts={save.conflicts} />
    </Strip>
  );
}
