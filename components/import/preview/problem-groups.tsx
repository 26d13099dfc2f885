"use client";
import { useTranslations } from "next-intl";
import { useFieldName } from "#components/import/import-words.ts";
import type { Draft } from "#components/import/use-draft.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { type CellProblem, ColumnField } from "#lib/core/import/draft.ts";

interface ProblemGroupsProps {
  draft: Draft;
  onlyProblems: boolean;
  onOnlyProblems: (only: boolean) => void;
}

interface Group {
  readonly key: string;
  readonly field: ColumnField;
  readonly code: string;
  readonly problems: readonly CellProblem[];
  readonly isBlocking: boolean;
}

/** Problems of the same kind together, each kind with the one action that mends it. */
export function ProblemGroups({ draft, onlyProblems, onOnlyProblems }: ProblemGroupsProps) {
  const t = useTranslations("import");
  const groups = groupsOf(draft.problems.filter(({ row }) => !draft.leftOut.has(row)));
  if (groups.length === 0 && !onlyProblems) return <p className="shrink-0 text-text-2">{t("noProblems")}</p>;
  return (
    <section aria-label={t("problems")} className="flex max-h-40 shrink-0 flex-col gap-1 overflow-y-auto">
      <Checkbox label={t("onlyProblems")} checked={onlyProblems} onChange={onOnlyProblems} />
      <ul className="flex flex-col gap-1">
        {groups.map((group) => (
          <ProblemGroup key={group.key} group={group} draft={draft} />
        ))}
      </ul>
    </section>
  );
}

function ProblemGroup({ group, draft }: { group: Group; draft: Draft }) {
  const t = useTranslations("import");
  const fieldName = useFieldName();
  const { problems, code, field, isBlocking } = group;
  const mendable = problems.flatMap(({ row, suggestion }) =>
    suggestion === null ? [] : [{ row, field, text: suggestion }],
  );
  const rows = [...new Set(problems.map(({ row }) => row))];
  const kind = t.has(`problemKind.${code}`) ? t(`problemKind.${code}`) : t("problemKind.other");
  return (
    <li className="flex flex-wrap items-center gap-2">
      <Badge tone={isBlocking ? "critical" : "warning"}>{t(isBlocking ? "mustMend" : "comesInWithout")}</Badge>
      <span>{t("problemGroup", { field: fieldName(field), kind, count: rows.length })}</span>
      {mendable.length > 0 ? (
        <Button size="small" onClick={() => draft.editCells(mendable)}>
          {t("useSuggestions", { count: mendable.length })}
        </Button>
      ) : null}
      {isBlocking ? (
        <Button size="small" variant="quiet" onClick={() => draft.leaveOut(rows, true)}>
          {t("leaveOut", { count: rows.length })}
        </Button>
      ) : null}
    </li>
  );
}

function groupsOf(problems: readonly CellProblem[]): Group[] {
  const groups = new Map<string, CellProblem[]>();
  for (const problem of problems) {
    const key = `${problem.field} ${problem.code}`;
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return [...groups].flatMap(([key, members]) => {
    const field = ColumnField.safeParse(members[0]?.field);
    if (!field.success) return [];
    const isBlocking = members.some((problem) => problem.isBlocking);
    return [{ key, field: field.data, code: members[0]?.code ?? "", problems: members, isBlocking }];
  });
}
