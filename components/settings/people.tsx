"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { DataTable, unseenTitle } from "#components/ui/data-table.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { PersonRow } from "./person-row.tsx";

const COLUMNS = ["name", "role", "state", "lastSeen", "created"] as const;

/** Everyone who may sign in: add, re-role, disable, set a password. */
export function People({ myId }: { myId: string }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const [isAdding, setAdding] = useState(false);
  const people = useInfiniteQuery({
    queryKey: ["users"],
    queryFn: ({ pageParam }) => call(routes.listUsers, { query: pageParam === "" ? {} : { cursor: pageParam } }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const rows = people.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="grid gap-3">
      <div className="flex justify-end">
        <Button variant="primary" onClick={() => setAdding(true)}>
          <UserPlus size={16} strokeWidth={1.75} aria-hidden />
          {t("people.add")}
        </Button>
      </div>
      {people.isError ? <Banner tone="critical">{textOf(people.error)}</Banner> : null}
      {people.isPending ? <SkeletonRows rows={4} columns={6} /> : null}
      {rows.length === 0 ? null : (
        <DataTable
          columns={[
            ...COLUMNS.map((key) => ({ key, title: t(`people.${key}`) })),
            { key: "actions", title: unseenTitle(common("actions")) },
          ]}
        >
          {rows.map((user) => (
            <PersonRow key={user.id} user={user} isMe={user.id === myId} />
          ))}
        </DataTable>
      )}
      {people.hasNextPage ? (
        <div>
          <Button onClick={() => people.fetchNextPage()}>{common("more")}</Button>
        </div>
      ) : null}
      <AddPersonDialog open={isAdding} onOpenChange={setAdding} />
    </div>
  );
}
