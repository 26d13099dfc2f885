"use client";
import type { ReactNode } from "react";
import { MaintenancePanel } from "./attention/maintenance-panel.tsx";
import { LiveBanners } from "./live-header.tsx";
import { ApiPanel } from "./panels/api-panel.tsx";
import { BalancersPanel } from "./panels/balancers-panel.tsx";
import { CertificatesPanel } from "./panels/certificates-panel.tsx";
import { EtcdPanel } from "./panels/etcd-panel.tsx";
import { EventsPanel } from "./panels/events-panel.tsx";
import { LeadersPanel } from "./panels/leaders-panel.tsx";
import { NodesPanel } from "./panels/nodes-panel.tsx";
import { UnseenPanel } from "./panels/unseen-panel.tsx";
import { VersionsPanel } from "./panels/versions-panel.tsx";
import { LiveTopology } from "./topology/topology.tsx";
import { Verdict } from "./verdict.tsx";

/** Blocks that stay below each other at every width, so that nothing jumps when one of them grows. */
function Stack({ children }: { children: ReactNode }) {
  return <div className="grid min-w-0 gap-3">{children}</div>;
}

/** Verdict first, then the picture beside what moves every second, then what moves once a day. */
export function LiveBlocks() {
  return (
    <div className="grid w-full max-w-[250rem] gap-3 p-4 max-md:p-2">
      <LiveBanners />
      <Verdict />
      <div className="grid items-start gap-3 2xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <LiveTopology />
        <div className="grid min-w-0 gap-3">
          <ApiPanel />
          <LeadersPanel />
        </div>
      </div>
      <EtcdPanel />
      <div className="grid items-start gap-3 xl:grid-cols-2 min-[170rem]:grid-cols-4">
        <Stack>
          <BalancersPanel />
          <VersionsPanel />
        </Stack>
        <Stack>
          <NodesPanel />
          <div id="unseen" className="min-w-0 scroll-mt-4">
            <UnseenPanel />
          </div>
        </Stack>
        <Stack>
          <CertificatesPanel />
        </Stack>
        <Stack>
          <EventsPanel />
          <MaintenancePanel />
        </Stack>
      </div>
    </div>
  );
}
