import { useTranslations } from "next-intl";
import { useWords } from "#components/canvas/use-words.ts";
import { usePosted } from "#components/plan/inspector/use-checked.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { Edit } from "#lib/core/plan/edit.ts";
import { type Machine, Role } from "#lib/core/plan/machine.ts";

/** The edit that gives one role to all machines, or takes it from all, and leaves their other roles alone. */
function roleEdit(machines: readonly Machine[], role: Role, isOn: boolean): Edit {
  const edits = machines.map((machine) => {
    const others = machine.roles.filter((each) => each !== role);
    const roles = isOn ? Role.options.filter((each) => each === role || others.includes(each)) : others;
    return { type: "setRoles" as const, machineIds: [machine.id], roles };
  });
  const byRoles = Map.groupBy(edits, ({ roles }) => roles.join(" "));
  const merged = [...byRoles.values()].map((same) => {
    return {
      type: "setRoles" as const,
      machineIds: same.flatMap((edit) => edit.machineIds),
      roles: same[0]?.roles ?? [],
    };
  });
  const [only] = merged;
  return merged.length === 1 && only !== undefined ? only : { type: "batch", edits: merged };
}

export function RolesField({ machines }: { machines: readonly Machine[] }) {
  const t = useTranslations("inspector");
  const words = useWords();
  const { post, refusal, canEdit } = usePosted();
  const inferred = machines.filter((machine) => machine.areRolesInferred === true);
  const confirm = () => {
    const changes = inferred.map(({ id }) => ({ machineId: id, set: {}, clear: ["areRolesInferred" as const] }));
    post({ type: "setMachines", changes });
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium text-sm text-text-2">{t("field.roles")}</legend>
      <div className="grid grid-cols-2 gap-x-2">
        {Role.options.map((role) => {
          const count = machines.filter((machine) => machine.roles.includes(role)).length;
          return (
            <Checkbox
              key={role}
              label={words.role(role)}
              checked={count === machines.length}
              isMixed={count > 0 && count < machines.length}
              disabled={!canEdit}
              onChange={(isOn) => post(roleEdit(machines, role, isOn))}
            />
          );
        })}
      </div>
      {inferred.length === 0 ? null : (
        <p className="flex items-center gap-2 text-sm text-text-2">
          <span className="flex-1">{t("roles.inferred", { count: inferred.length })}</span>
          <Button size="small" disabled={!canEdit} onClick={confirm}>
            {t("roles.confirm")}
          </Button>
        </p>
      )}
      {refusal === null ? null : (
        <p role="alert" className="text-critical text-sm">
          {refusal}
        </p>
      )}
    </fieldset>
  );
}
