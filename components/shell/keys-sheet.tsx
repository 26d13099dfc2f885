"use client";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { SINGLE_KEYS_OFF } from "./global-keys.ts";
import type { Shortcut, ShortcutGroup } from "./shortcuts.ts";

export interface KeysSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly ShortcutGroup[];
}

/** Every shortcut, by the place where it works. */
export function KeysSheet({ open, onOpenChange, groups }: KeysSheetProps) {
  const t = useTranslations("shell");
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("keys.title")}
      size="large"
      isReading
      footer={<SingleKeysSwitch />}
    >
      <div className="gap-8 sm:columns-2">
        {groups.map(({ area, shortcuts }) => (
          <section key={area} className="mb-4">
            <h3 className="mb-1 text-sm font-semibold text-text-2">{t(`keys.group.${area}`)}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <ShortcutRow key={shortcut.messageKey} area={area} shortcut={shortcut} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function ShortcutRow({ area, shortcut }: { area: ShortcutGroup["area"]; shortcut: Shortcut }) {
  const t = useTranslations("shell");
  const own = useTranslations();
  return (
    <div className="flex min-h-8 break-inside-avoid items-center gap-3 border-b py-1 last:border-b-0">
      <dt className="flex-1">{own(`${area}.${shortcut.messageKey}`)}</dt>
      <dd className="flex flex-wrap items-center justify-end gap-1">
        {shortcut.keys.split(" / ").map((combo, position) => (
          <span key={combo} className="flex items-center gap-1">
            {position === 0 ? null : <span className="text-xs text-text-3">{t("keys.or")}</span>}
            {keysOf(combo).map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}

/** `Ctrl+Shift+Z` -> three keys, `G O` -> two; a lone `+` stays a key. */
function keysOf(combo: string): string[] {
  return combo.split(/(?<=\S)\+(?=\S)|\s+/);
}

const noSubscription = () => () => {};

function SingleKeysSwitch() {
  const t = useTranslations("shell");
  const stored = useSyncExternalStore(
    noSubscription,
    () => localStorage.getItem(SINGLE_KEYS_OFF) === null,
    () => true,
  );
  const [isOn, setOn] = useState(stored);
  const change = (next: boolean) => {
    setOn(next);
    if (next) localStorage.removeItem(SINGLE_KEYS_OFF);
    else localStorage.setItem(SINGLE_KEYS_OFF, "1");
  };
  return <Checkbox label={t("keys.single")} checked={isOn} onChange={change} />;
}
