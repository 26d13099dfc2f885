"use client";
import { CircleUser } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useShellFacts } from "#components/shell/shell-context.tsx";
import { useSignOut } from "#components/shell/sign-out.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";

export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const router = useRouter();
  const { me } = useShellFacts();
  const signOut = useSignOut();
  return (
    <Menu
      align="end"
      heading={
        <>
          <p className="font-medium text-text">{me.name}</p>
          <p>{common(`personRole.${me.role}`)}</p>
        </>
      }
      trigger={
        <Button variant="quiet" aria-label={t("account.label", { name: me.name })} className="max-w-40">
          <CircleUser size={18} strokeWidth={1.75} aria-hidden />
          <span className="hidden truncate md:inline">{me.name}</span>
        </Button>
      }
      entries={[
        { label: t("account.password"), onSelect: () => router.push("/settings?tab=account") },
        { label: t("account.keys"), onSelect: onKeys, shortcut: "?" },
        "separator",
        { label: t("account.signOut"), onSelect: signOut },
      ]}
    />
  );
}
