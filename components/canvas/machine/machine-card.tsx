import { InlineField } from "#components/canvas/editing/inline-field.tsx";
import { FocusTarget } from "#components/canvas/nodes/focus-target.tsx";
import { RoleIcon } from "#components/canvas/nodes/role-icon.tsx";
import { useWords } from "#components/canvas/use-words.ts";
import type { MachineNode } from "#lib/core/scene/scene.ts";
import { HostName } from "./host-name.tsx";
import { splitChips } from "./split-chips.ts";
import { useIsMoving } from "./use-is-moving.ts";

/** A machine as a card of 220 x 84; with stacked etcd the member has the lower part, behind a dashed line. */
export function MachineCard({ machine }: { machine: MachineNode }) {
  const words = useWords();
  const isMoving = useIsMoving(machine.machineId);
  const specText = machine.specText ?? words.vocabulary.noSpec;
  const chips = splitChips(machine.components.map(words.component), specText);
  return (
    <div
      data-machine={machine.machineId}
      data-moving={isMoving || undefined}
      className="canvas-card relative flex size-full flex-col rounded-md border border-line-strong bg-surface text-xs text-text"
    >
      <FocusTarget stopId={machine.id} selectionId={machine.machineId} label={words.spoken(machine)} />
      <div className="canvas-rows pointer-events-none relative flex flex-col justify-center gap-1 px-2">
        <NameRow machine={machine} />
        <div className="canvas-detail flex items-center justify-between gap-2">
          <InlineField machineId={machine.machineId} field="ip" className="font-mono">
            <AddressText machine={machine} />
          </InlineField>
          {chips.upper.length > 0 ? <Chips texts={chips.upper} /> : <DomainName name={machine.domainName} />}
        </div>
        <div className="canvas-detail flex items-center justify-between gap-2">
          <InlineField machineId={machine.machineId} field="spec" className="shrink-0 font-mono">
            <span className={machine.specText === null ? "font-sans text-text-3" : ""}>{specText}</span>
          </InlineField>
          {chips.lower.length === 0 && chips.upper.length > 0 ? <DomainName name={machine.domainName} /> : null}
          <Chips texts={chips.lower} />
        </div>
      </div>
      {machine.hasStackedEtcd ? <StackedMember /> : null}
    </div>
  );
}

function NameRow({ machine }: { machine: MachineNode }) {
  const words = useWords();
  const name = machine.hostname === "" ? words.vocabulary.noName : machine.hostname;
  return (
    <div className="canvas-name flex items-center gap-1.5">
      <RoleIcon of={machine.roles[0]} />
      <InlineField machineId={machine.machineId} field="hostname" className="flex-1 font-mono font-semibold text-sm">
        <HostName name={name} />
      </InlineField>
      {machine.vrrpPriority === null ? null : <Chip text={String(machine.vrrpPriority)} />}
      {machine.areRolesInferred ? <Chip text={`${words.vocabulary.inferred}?`} /> : null}
    </div>
  );
}

function AddressText({ machine }: { machine: MachineNode }) {
  const words = useWords();
  if (machine.ip !== null) return <span className="truncate">{machine.ip}</span>;
  const range = machine.ipToAssignIn;
  return (
    <span className="truncate font-sans text-text-3">
      {range === null ? words.vocabulary.noAddress : words.toAssign(range)}
    </span>
  );
}

function DomainName({ name }: { name: string | null }) {
  return name === null ? null : <span className="truncate text-text-2">{name}</span>;
}

function Chips({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <span className="flex shrink-0 gap-1">
      {texts.map((text) => (
        <Chip key={text} text={text} />
      ))}
    </span>
  );
}

function Chip({ text }: { text: string }) {
  return <span className="canvas-detail shrink-0 rounded border border-line px-1 text-text-2">{text}</span>;
}

function StackedMember() {
  const words = useWords();
  return (
    <div className="pointer-events-none relative flex min-h-0 flex-1 items-center gap-1.5 border-line-strong border-t border-dashed px-2">
      <RoleIcon of="etcd" />
      <span className="canvas-name rounded border border-line px-1 font-mono">etcd</span>
      <span className="canvas-detail text-text-2">{words.vocabulary.stackedMember}</span>
    </div>
  );
}
