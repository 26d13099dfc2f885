import { ChevronDown, ChevronRight, Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { NodeProps } from "reactflow";
import type { StageNode } from "#components/canvas/stage/stage-nodes.ts";
import { useWords } from "#components/canvas/use-words.ts";
import type { PoolNode } from "#lib/core/scene/scene.ts";
import { FocusTarget } from "./focus-target.tsx";

export function PoolNodeView({ data }: NodeProps<StageNode>) {
  return data.scene.kind === "pool" ? <PoolHeader pool={data.scene} /> : null;
}

function PoolHeader({ pool }: { pool: PoolNode }) {
  const t = useTranslations("canvas");
  const words = useWords();
  const Chevron = pool.form === "collapsed" ? ChevronRight : ChevronDown;
  return (
    <div
      data-pool={pool.id}
      className="canvas-pool relative flex h-7 w-full items-center gap-2 rounded-md border border-line bg-raised px-1 text-text text-xs"
    >
      <FocusTarget stopId={pool.id} selectionId={null} label={words.spoken(pool)} />
      <span data-toggle={pool.poolKey} className="canvas-toggle pointer-events-auto relative flex p-1">
        <Chevron size={14} strokeWidth={1.75} aria-hidden />
      </span>
      <span className="pointer-events-none relative flex min-w-0 flex-1 items-center gap-3">
        <span className="max-w-[45%] shrink-0 truncate font-semibold">{words.poolName(pool)}</span>
        <span className="shrink-0">
          {pool.count === pool.poolCount ? pool.count : `${pool.count}/${pool.poolCount}`}
        </span>
        {pool.components.map((component) => (
          <span key={component} className="canvas-detail shrink-0 rounded border border-line px-1 text-text-2">
            {words.component(component)}
          </span>
        ))}
        {pool.commonSpec === null ? null : (
          <span className="canvas-detail shrink-0 font-mono text-text-2">{pool.commonSpec}</span>
        )}
        <span className="canvas-detail ml-auto min-w-0 truncate text-text-2">
          {`${words.cores(pool.cpuCores)} · ${words.memory(pool.memoryMiB)}`}
        </span>
      </span>
      {pool.form === "grid" ? (
        <span
          data-open-table={pool.id}
          title={t("pool.openTable")}
          className="canvas-toggle pointer-events-auto relative flex p-1"
        >
          <Table2 size={14} strokeWidth={1.75} aria-hidden />
        </span>
      ) : null}
    </div>
  );
}
