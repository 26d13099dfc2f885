"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ConnectionView } from "#lib/core/api/connections.ts";
import { routes } from "#lib/core/api/index.ts";
import type { CredentialField } from "#lib/core/connection/connection.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { Time } from "#lib/i18n/time.tsx";
import { call } from "#lib/query/api.ts";

/** Which credentials are stored, by whom and since when; what is not needed to watch at all can be forgotten. */
export function StoredCredentials({ slug, stored }: { slug: string; stored: ConnectionView }) {
  const t = useTranslations("connect");
  const textOf = useProblemText();
  const router = useRouter();
  const forget = useMutation({
    mutationFn: (field: CredentialField) =>
      call(routes.putConnection, {
        params: { slug },
        body: { connection: withoutEtcd(stored.connection, field), credentials: { [field]: null } },
      }),
    onSuccess: () => router.refresh(),
  });
  return (
    <>
      <ul className="mt-1 grid gap-1 text-sm text-text-2">
        {stored.credentials.map(({ field, storedAt, storedBy, isLocked }) => (
          <li key={field} className="flex flex-wrap items-center gap-2">
            <span>
              {t(`stored.field.${field}`)}: {t("stored.by", { name: storedBy })} <Time at={storedAt} as="age" />
            </span>
            {isLocked ? <Badge tone="critical">{t("stored.isLocked")}</Badge> : null}
            {field === "api" ? null : (
              <Button size="small" variant="quiet" disabled={forget.isPending} onClick={() => forget.mutate(field)}>
                {t(`stored.forget.${field}`)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {forget.isError ? <Banner tone="critical">{textOf(forget.error)}</Banner> : null}
    </>
  );
}

/** Without a certificate etcd is judged through the API servers. */
function withoutEtcd(connection: ConnectionView["connection"], field: CredentialField) {
  return field === "etcd" ? { ...connection, etcd: null } : connection;
}
