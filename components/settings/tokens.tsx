"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { DataTable, unseenTitle } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { AddTokenDialog } from "./add-token-dialog.tsx";
import { TokenRow } from "./token-row.tsx";

const COLUMNS = ["name", "role", "prefix", "created", "expires", "lastUsed"] as const;

/** API tokens: create, see when each was used, revoke. */
export function Tokens() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const [isAdding, setAdding] = useState(false);
  const tokens = useInfiniteQuery({
    queryKey: ["tokens"],
    queryFn: ({ pageParam }) => call(routes.listTokens, { query: pageParam === "" ? {} : { cursor: pageParam } }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const rows = tokens.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <p className="flex-1 text-text-2">{t("tokens.text")}</p>
        <Button variant="primary" onClick={() => setAdding(true)}>
          <KeyRound size={16} strokeWidth={1.75} aria-hidden />
          {t("tokens.add")}
        </Button>
      </div>
      {tokens.isError ? <Banner tone="critical">{textOf(tokens.error)}</Banner> : null}
      {tokens.isPending ? <SkeletonRows rows={4} columns={6} /> : null}
      {tokens.isSuccess && rows.length === 0 ? (
        <Empty title={t("tokens.noneTitle")} text={t("tokens.noneText")} />
      ) : null}
      {rows.length === 0 ? null : (
        <DataTable
          columns={[
            ...COLUMNS.map((key) => ({ key, title: t(`tokens.${key}`) })),
            { key: "actions", title: unseenTitle(common("actions")) },
          ]}
        >
          {rows.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </DataTable>
      )}
      {tokens.hasNextPage ? (
        <div>
          <Button onClick={() => tokens.fetchNextPage()}>{common("more")}</Button>
        </div>
      ) : null}
      <AddTokenDialog open={isAdding} onOpenChange={setAdding} />
    </div>
  );
}
