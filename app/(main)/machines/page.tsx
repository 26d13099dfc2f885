import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MachineInventory } from "#components/machines/machine-inventory.tsx";
import { MACHINES_PAGE } from "#components/machines/machine-page.ts";
import { requirePage } from "#lib/auth/page.ts";
import { listClusters } from "#lib/store/clusters.ts";
import { listMachines } from "#lib/store/machines.ts";

const PLACES_MAX = 500;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("machines");
  return { title: t("title") };
}

export default async function MachinesPage() {
  const me = await requirePage();
  const [initial, clusters] = await Promise.all([
    listMachines({ limit: MACHINES_PAGE }),
    listClusters({ limit: PLACES_MAX }),
  ]);
  return (
    <MachineInventory
      initial={initial}
      places={clusters.rows.map(({ slug, name }) => ({ slug, name }))}
      canEdit={me.role !== "viewer"}
    />
  );
}
