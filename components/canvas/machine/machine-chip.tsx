import { useCanvas } from "#components/canvas/canvas-state.ts";
import { InlineField } from "#components/canvas/editing/inline-field.tsx";
import { FocusTarget } from "#components/canvas/nodes/focus-target.tsx";
import { RoleIcon } from "#components/canvas/nodes/role-icon.tsx";
import { useWords } from "#components/canvas/use-words.ts";
import type { MachineNode } from "#lib/core/scene/scene.ts";
import { HostName } from "./host-name.tsx";
import { useIsMoving } from "./use-is-moving.ts";

/** A machine as a chip of 140 x 36, for pools of 25 to 200; its other fields take the name's place while edited. */
export function MachineChip({ machine }: { machine: MachineNode }) {
  const words = useWords();
  const { machineId } = machine;
  const isMoving = useIsMoving(machineId);
  const field = useCanvas((state) => (state.editing?.machineId === machineId ? state.editing.field : "hostname"));
  return (
    <div
      data-machine={machineId}
      data-moving={isMoving || undefined}
      className="canvas-card relative flex size-full items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 text-xs text-text"
    >
      <FocusTarget stopId={machine.id} selectionId={machineId} label={words.spoken(machine)} />
      <div className="canvas-name pointer-events-none relative flex min-w-0 flex-1 items-center gap-1.5">
        <RoleIcon of={machine.roles[0]} size={14} />
        <InlineField key={field} machineId={machineId} field={field} className="flex-1 font-mono">
          <HostName name={machine.hostname} />
        </InlineField>
      </div>
    </div>
  );
}
