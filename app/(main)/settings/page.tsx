import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "#components/access/account-form.tsx";
import { About } from "#components/settings/about.tsx";
import { AuditLog } from "#components/settings/audit-log.tsx";
import { RetentionPanel } from "#components/settings/limits/retention.tsx";
import { ThresholdsPanel } from "#components/settings/limits/thresholds.tsx";
import { People } from "#components/settings/people.tsx";
import { type SettingsTab, tabsFor } from "#components/settings/settings-tabs.ts";
import { Tokens } from "#components/settings/tokens.tsx";
import { ViewTabs } from "#components/shell/bar/view-tabs.tsx";
import { requirePage } from "#lib/auth/page.ts";
import type { Principal } from "#lib/auth/principal.ts";
import { webSettings } from "#lib/config/env.ts";
import { ENGINE_GONE_SECONDS, readEngines } from "#lib/store/live/engines.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

interface SettingsPageProps {
  searchParams: Promise<{ tab?: string | string[] }>;
}

export default async function SettingsPage({ searchParams }: SettingsPageProps) {
  const me = await requirePage();
  const [t, { tab }] = await Promise.all([getTranslations("settings"), searchParams]);
  const tabs = tabsFor(me.role === "admin");
  const current = tabs.find((known) => known === tab) ?? tabs[0] ?? "about";
  return (
    <>
      <div className="flex min-h-10 shrink-0 border-b bg-surface px-4">
        <ViewTabs
          label={t("tabs")}
          current={current}
          tabs={tabs.map((key) => ({ key, href: `/settings?tab=${key}`, label: t(`tab.${key}`) }))}
        />
      </div>
      <div className="w-full max-w-[90rem] p-4">
        <h1 className="sr-only">{t(`tab.${current}`)}</h1>
        <Panel tab={current} me={me} />
      </div>
    </>
  );
}

function Panel({ tab, me }: { tab: SettingsTab; me: Principal }) {
  switch (tab) {
    case "people":
      return <People myId={me.id} />;
    case "tokens":
      return <Tokens />;
    case "audit":
      return <AuditLog />;
    case "thresholds":
      return <ThresholdsPanel canEdit={me.role === "admin"} />;
    case "retention":
      return <RetentionPanel />;
    case "about":
      return <AboutPanel />;
    case "account":
      return <AccountForm name={me.name} role={me.role} />;
  }
}

async function AboutPanel() {
  const { tlsFingerprint, isDatabaseEmbedded } = webSettings();
  const engines = await readEngines();
  const now = Date.now();
  return (
    <About
      version={[process.env.npm_package_version, process.env.QUORATE_BUILD].filter(Boolean).join(" / ")}
      fingerprint={tlsFingerprint}
      isEmbedded={isDatabaseEmbedded}
      goneSeconds={ENGINE_GONE_SECONDS}
      engines={engines.map(({ id, hostname, clusters, beatAgeMs, detail }) => ({
        id,
        hostname,
        clusters,
        lateMs: (detail.looks ?? 0) === 0 ? null : (detail.lagP50Ms ?? null),
        memoryBytes: detail.rssBytes ?? 0,
        at: new Date(now - beatAgeMs).toISOString(),
      }))}
    />
  );
}
