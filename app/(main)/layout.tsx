import type { ReactNode } from "react";
import { canvasShortcuts } from "#components/canvas/shortcuts.ts";
import { tableShortcuts } from "#components/plan/table/grid-keys.ts";
import { Shell } from "#components/shell/shell.tsx";
import { requirePage } from "#lib/auth/page.ts";
import { listClusters } from "#lib/store/clusters.ts";

const SHORTCUTS = [
  { area: "canvas", shortcuts: canvasShortcuts },
  { area: "table", shortcuts: tableShortcuts },
] as const;
const SWITCHER_MAX = 500;

export default async function MainLayout({ children }: { children: ReactNode }) {
  const me = await requirePage();
  const { rows } = await listClusters({ limit: SWITCHER_MAX });
  return (
    <Shell
      me={{ name: me.name, role: me.role }}
      clusters={rows.map(({ slug, name }) => ({ slug, name }))}
      shortcuts={SHORTCUTS}
    >
      {children}
    </Shell>
  );
}
