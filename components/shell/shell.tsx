"use client";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, useCallback, useState } from "react";
import { Later } from "#components/ui/later.tsx";
import { TopBar } from "./bar/top-bar.tsx";
import { useGlobalKeys } from "./global-keys.ts";
import { Rail } from "./rail.tsx";
import { SessionEnded } from "./session-ended.tsx";
import { type ClusterName, type Me, ShellFactsProvider } from "./shell-context.tsx";
import { type ShortcutGroup, shellShortcuts } from "./shortcuts.ts";

const loadPalette = () => import("./palette/palette.tsx");
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const loadKeys = () => import("./keys-sheet.tsx");
const KeysSheet = lazy(async () => ({ default: (await loadKeys()).KeysSheet }));

export interface ShellProps {
  me: Me;
  clusters: readonly ClusterName[];
  /** Shortcuts of the rooms of the design, for the keyboard sheet. */
  shortcuts: readonly ShortcutGroup[];
  children: ReactNode;
}

/** Rail, bar and the page between them; the page scrolls, the rest stays. */
export function Shell({ me, clusters, shortcuts, children }: ShellProps) {
  const t = useTranslations("shell");
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const showPalette = useCallback(() => setOpen("palette"), []);
  const showKeys = useCallback(() => setOpen("keys"), []);
  useGlobalKeys(showPalette, showKeys);
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return (
    <ShellFactsProvider me={me} clusters={clusters}>
      <a
        href="#content"
        className="absolute top-2 left-2 z-50 -translate-y-16 rounded border border-accent bg-surface px-3 py-1.5 focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <div className="flex h-full">
        <Rail />
        <div className="flex h-full min-w-0 flex-1 flex-col pb-14 md:pb-0">
          <TopBar onPalette={showPalette} onKeys={showKeys} />
          <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto outline-none">
            {children}
          </main>
        </div>
      </div>
      <SessionEnded />
      <Later open={open === "palette"} load={loadPalette}>
        <Palette open={open === "palette"} onOpenChange={close} onKeys={showKeys} />
      </Later>
      <Later open={open === "keys"} load={loadKeys}>
        <KeysSheet
          open={open === "keys"}
          onOpenChange={close}
          groups={[{ area: "shell", shortcuts: shellShortcuts }, ...shortcuts]}
        />
      </Later>
    </ShellFactsProvider>
  );
}
