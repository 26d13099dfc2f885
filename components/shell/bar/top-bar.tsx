"use client";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Breadcrumbs } from "./breadcrumbs.tsx";
import { LanguageMenu, ThemeMenu } from "./preference-menus.tsx";

export interface TopBarProps {
  onPalette: () => void;
  onKeys: () => void;
}

export function TopBar({ onPalette, onKeys }: TopBarProps) {
  const t = useTranslations("shell");
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-4">
      <Breadcrumbs />
      <button
        type="button"
        onClick={onPalette}
        className="hidden h-7 w-64 items-center gap-2 rounded border bg-bg px-2 text-sm text-text-3 hover:border-line-strong lg:flex"
      >
        <Search size={14} strokeWidth={1.75} aria-hidden />
        <span className="flex-1 truncate text-left">{t("bar.search")}</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <IconButton
        label={t("bar.search")}
        icon={<Search size={16} strokeWidth={1.75} aria-hidden />}
        onClick={onPalette}
        className="lg:hidden"
      />
      <LanguageMenu />
      <ThemeMenu />
      <AccountMenu onKeys={onKeys} />
    </header>
  );
}
