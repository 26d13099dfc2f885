import { Cloud, Globe, Network, Router } from "lucide-react";
import type { NodeProps } from "reactflow";
import type { StageNode } from "#components/canvas/stage/stage-nodes.ts";
import { useWords } from "#components/canvas/use-words.ts";
import type { EndpointNode } from "#lib/core/scene/scene.ts";
import { FocusTarget } from "./focus-target.tsx";

export function EndpointNodeView({ data }: NodeProps<StageNode>) {
  return data.scene.kind === "endpoint" ? <EndpointCard endpoint={data.scene} /> : null;
}

// A bus bar is a bar; everything else is a box whose icon says what stands there.
const FRAMES: Record<EndpointNode["shape"], string> = {
  "vip-bar": "rounded border-2 border-edge bg-raised",
  appliance: "rounded-md border-2 border-line-strong border-double bg-surface",
  names: "rounded-md border border-line-strong bg-surface",
  "node-local": "rounded-md border border-line bg-raised",
  direct: "rounded-md border border-line bg-surface",
};

function EndpointCard({ endpoint }: { endpoint: EndpointNode }) {
  const words = useWords();
  return (
    <div
      data-endpoint={endpoint.id}
      className={`canvas-endpoint relative flex size-full items-center gap-3 overflow-hidden px-3 text-text text-xs ${FRAMES[endpoint.shape]}`}
    >
      <FocusTarget stopId={endpoint.id} selectionId={endpoint.id} label={words.spoken(endpoint)} />
      <ShapeIcon shape={endpoint.shape} />
      <span className="pointer-events-none relative flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
        <EndpointWords endpoint={endpoint} />
      </span>
    </div>
  );
}

function ShapeIcon({ shape }: { shape: EndpointNode["shape"] }) {
  const icons = { "vip-bar": Network, appliance: Router, names: Globe, "node-local": Cloud, direct: Network } as const;
  const Icon = icons[shape];
  return (
    <Icon size={16} strokeWidth={1.75} aria-hidden className="pointer-events-none relative shrink-0 text-text-2" />
  );
}

function EndpointWords({ endpoint }: { endpoint: EndpointNode }) {
  const words = useWords();
  const { vips, port, dnsName, units, addresses, shape } = endpoint;
  const prefix = shape === "vip-bar" ? "VIP " : "";
  const place = vips.length > 0 ? `${prefix}${vips.map((vip) => withPort(vip, port)).join(", ")}` : null;
  return (
    <>
      <span className="canvas-name font-medium">{words.loadBalancer(endpoint.lbKind)}</span>
      {shape === "vip-bar" && place === null ? (
        <span className="text-text-3">{`${words.vocabulary.noVip} :${port}`}</span>
      ) : null}
      {place === null ? null : <span className="canvas-name font-mono">{place}</span>}
      {dnsName === null ? null : <span className="canvas-detail font-mono text-text-2">{withPort(dnsName, port)}</span>}
      {endpoint.product === null ? null : <span className="canvas-detail text-text-2">{endpoint.product}</span>}
      {shape === "appliance" ? <span className="canvas-detail text-text-2">{words.units(units)}</span> : null}
      {shape === "names" && addresses.length > 0 ? (
        <span className="canvas-detail font-mono text-text-2">{addresses.join(", ")}</span>
      ) : null}
      <span className="canvas-detail text-text-2">{words.audience(endpoint.audience)}</span>
    </>
  );
}

function withPort(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
