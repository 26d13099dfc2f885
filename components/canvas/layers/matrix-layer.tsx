import { useTranslations } from "next-intl";
import { columnStopId, laneStopId, laneTitleRect } from "#components/canvas/keyboard/stops.ts";
import { useStop } from "#components/canvas/keyboard/use-stop.ts";
import { useWords } from "#components/canvas/use-words.ts";
import { COLUMN_HEADER_HEIGHT } from "#lib/core/scene/layout/geometry.ts";
import type { Column, Lane, PoolNode, Rect, Scene } from "#lib/core/scene/scene.ts";
import { useWindow } from "./use-window.ts";

/** Lanes, failure domains and pool boxes, under everything else. */
export function MatrixLayer({ scene }: { scene: Scene }) {
  const isNear = useWindow(scene);
  const pools = scene.nodes.filter((placed) => placed.kind === "pool").filter(({ box }) => isNear(box));
  const columns = scene.domain === "none" ? [] : scene.columns.filter(({ rect }) => isNear(rect));
  return (
    <>
      <svg
        aria-hidden
        width={scene.width}
        height={scene.height}
        className="pointer-events-none absolute top-0 left-0 overflow-visible"
      >
        {scene.lanes.map((lane, index) => (
          <LaneBand key={lane.id} lane={lane} isOdd={index % 2 === 1} />
        ))}
        {columns.map((column) => (
          <ColumnRule key={column.name} column={column} />
        ))}
        {pools.map((pool) => (
          <PoolBox key={pool.id} pool={pool} />
        ))}
      </svg>
      {scene.lanes.map((lane) => (
        <LaneTitle key={lane.id} lane={lane} />
      ))}
      {columns.map((column) => (
        <ColumnTitle key={column.name} column={column} />
      ))}
    </>
  );
}

function LaneBand({ lane, isOdd }: { lane: Lane; isOdd: boolean }) {
  return <rect {...lane.rect} className={`stroke-line ${isOdd ? "fill-bg" : "fill-surface"}`} strokeWidth={1} />;
}

function ColumnRule({ column }: { column: Column }) {
  const { x, y, height } = column.rect;
  return <line x1={x} x2={x} y1={y} y2={y + height} className="stroke-line" strokeWidth={1} />;
}

function PoolBox({ pool }: { pool: PoolNode }) {
  return <rect {...pool.box} rx={6} className="fill-transparent stroke-line" strokeWidth={1} />;
}

interface HeaderProps {
  stopId: string;
  rect: Rect;
  label: string;
  className: string;
  children: string;
}

function HeaderButton({ stopId, rect, label, className, children }: HeaderProps) {
  const stop = useStop(stopId);
  return (
    <button
      {...stop}
      type="button"
      aria-label={label}
      style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
      className={`canvas-header pointer-events-auto absolute cursor-default text-sm hover:bg-raised ${className}`}
    >
      {children}
    </button>
  );
}

function LaneTitle({ lane }: { lane: Lane }) {
  const t = useTranslations("canvas");
  const words = useWords();
  const title = words.lane(lane.id);
  const label = t("header.lane", { lane: title, count: lane.machineIds.length });
  return (
    <HeaderButton
      stopId={laneStopId(lane.id)}
      rect={laneTitleRect(lane.rect)}
      label={label}
      className="flex items-start px-3 pt-3 text-left font-medium text-text-2"
    >
      {title}
    </HeaderButton>
  );
}

function ColumnTitle({ column }: { column: Column }) {
  const t = useTranslations("canvas");
  const words = useWords();
  const name = column.name ?? words.noDomain;
  const label = t("header.column", { column: name, count: column.machineIds.length });
  return (
    <HeaderButton
      stopId={columnStopId(column.name)}
      rect={{ ...column.rect, height: COLUMN_HEADER_HEIGHT }}
      label={label}
      className="truncate px-3 text-center font-medium text-text"
    >
      {name}
    </HeaderButton>
  );
}
