"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { SearchInput } from "#components/ui/text-input.tsx";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import { Role } from "#lib/core/plan/machine.ts";
import { ImportButton } from "./import-button.tsx";
import type { MachineFilter } from "./machine-filter.ts";

/** No slug and no role is spelt like this. */
const ALL = "*";

export interface Place {
  readonly slug: string;
  readonly name: string;
}

export interface InventoryBarProps {
  filter: MachineFilter;
  onFilter: (change: Partial<MachineFilter>) => void;
  places: readonly Place[];
  canEdit: boolean;
  selectedCount: number;
  onMove: () => void;
  onClear: () => void;
}

/** Search and filters; what can be done with the selection. */
export function InventoryBar({ filter, onFilter, places, canEdit, selectedCount, ...act }: InventoryBarProps) {
  const t = useTranslations("machines");
  const common = useTranslations("common");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput label={t("search")} className="w-80" value={filter.q} onChange={(q) => onFilter({ q })} />
      <Select
        label={t("place")}
        value={filter.place === "" ? ALL : filter.place}
        onChange={(place) => onFilter({ place: place === ALL ? "" : place })}
        options={[
          { value: ALL, label: t("allPlaces") },
          { value: UNASSIGNED, label: t("unassigned") },
          ...places.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
      />
      <Select
        label={t("role")}
        value={filter.role ?? ALL}
        onChange={(role) => onFilter({ role: role === ALL ? null : role })}
        options={[
          { value: ALL, label: t("allRoles") },
          ...Role.options.map((role) => ({ value: role, label: common(`role.${role}`) })),
        ]}
      />
      <Checkbox
        label={t("duplicates")}
        checked={filter.duplicates}
        onChange={(duplicates) => onFilter({ duplicates })}
      />
      <span className="flex-1" />
      {canEdit && selectedCount > 0 ? (
        <>
          <span className="text-sm text-text-2">{t("selected", { count: selectedCount })}</span>
          <IconButton label={t("clear")} icon={<X size={16} strokeWidth={1.75} aria-hidden />} onClick={act.onClear} />
          <Button onClick={act.onMove}>{t("move")}</Button>
        </>
      ) : null}
      {canEdit ? <ImportButton /> : null}
    </div>
  );
}
