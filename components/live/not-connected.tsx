"use client";
import { ClipboardPaste, PlugZap, ServerCog } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";

export interface NotConnectedProps {
  slug: string;
  canEdit: boolean;
  /** May choose the account of the pod that the engine runs in. */
  isAdmin: boolean;
}

const ICON = { size: 18, strokeWidth: 1.75, "aria-hidden": true } as const;

/** What the live page says of a cluster that nobody watches yet, and the ways to change that. */
export function NotConnected({ slug, canEdit, isAdmin }: NotConnectedProps) {
  const t = useTranslations("live");
  if (!canEdit) {
    return (
      <div className="p-4">
        <Empty isPage title={t("notConnected.title")} text={t("notConnected.viewer")} />
      </div>
    );
  }
  const base = `/clusters/${slug}/connect`;
  return (
    <div className="grid gap-4 p-4">
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">{t("notConnected.title")}</h1>
        <p className="text-text-2">{t("notConnected.text")}</p>
      </div>
      <div className="grid max-w-6xl gap-3 md:grid-cols-3">
        <Door
          icon={<PlugZap {...ICON} />}
          title={t("notConnected.kubeconfig.title")}
          text={t("notConnected.kubeconfig.text")}
          action={{ href: base, label: t("notConnected.connect"), isFirst: true }}
        />
        <Door
          icon={<ClipboardPaste {...ICON} />}
          title={t("notConnected.paste.title")}
          text={t("notConnected.paste.text")}
          action={{ href: `${base}?way=paste`, label: t("notConnected.paste.action"), isFirst: false }}
        />
        <Door
          icon={<ServerCog {...ICON} />}
          title={t("notConnected.inside.title")}
          text={t(isAdmin ? "notConnected.inside.text" : "notConnected.inside.adminOnly")}
          action={
            isAdmin ? { href: `${base}?way=inside`, label: t("notConnected.inside.action"), isFirst: false } : null
          }
        />
      </div>
    </div>
  );
}

interface DoorProps {
  icon: ReactNode;
  title: string;
  text: string;
  action: { href: string; label: string; isFirst: boolean } | null;
}

function Door({ icon, title, text, action }: DoorProps) {
  return (
    <section className="flex flex-col gap-2 rounded-md border bg-surface p-4">
      <h2 className="flex items-center gap-2 font-semibold">
        <span className="text-text-2">{icon}</span>
        {title}
      </h2>
      <p className="flex-1 text-text-2">{text}</p>
      {action === null ? null : (
        <div className="pt-1">
          <Link href={action.href} className={buttonClass(action.isFirst ? "primary" : "plain")}>
            {action.label}
          </Link>
        </div>
      )}
    </section>
  );
}
