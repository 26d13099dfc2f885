"use client";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { Select } from "#components/ui/select.tsx";
import { type User, UserRole } from "#lib/core/api/access.ts";
import { Time } from "#lib/i18n/time.tsx";
import { CELL, ROW } from "./cells.ts";
import { useChangeUser } from "./change-user.ts";
import { PasswordDialog } from "./password-dialog.tsx";

/** One person; nobody can take their own rights away by accident. */
export function PersonRow({ user, isMe }: { user: User; isMe: boolean }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const { change, isBusy } = useChangeUser(user);
  const [isSettingPassword, setSettingPassword] = useState(false);
  return (
    <tr className={ROW}>
      <td className={`${CELL} font-medium`}>
        {user.name} {isMe ? <Badge>{t("people.you")}</Badge> : null}
      </td>
      <td className={CELL}>
        <Select
          size="small"
          label={t("people.roleOf", { name: user.name })}
          value={user.role}
          disabled={isMe || isBusy}
          onChange={(role) => change({ role })}
          options={UserRole.options.map((role) => ({ value: role, label: common(`personRole.${role}`) }))}
        />
      </td>
      <td className={CELL}>
        {user.isDisabled ? <Badge tone="unknown">{t("people.disabled")}</Badge> : t("people.enabled")}
      </td>
      <td className={CELL}>
        {user.lastSeenAt === null ? <span className="text-text-3">{t("people.never")}</span> : null}
        {user.lastSeenAt === null ? null : <Time at={user.lastSeenAt} as="age" />}
      </td>
      <td className={CELL}>
        <Time at={user.createdAt} as="age" />
      </td>
      <td className={`${CELL} text-right`}>
        {isMe ? null : (
          <Menu
            align="end"
            trigger={
              <IconButton
                label={t("people.more", { name: user.name })}
                icon={<Ellipsis size={16} strokeWidth={1.75} aria-hidden />}
              />
            }
            entries={[
              { label: t("people.setPassword"), onSelect: () => setSettingPassword(true) },
              user.isDisabled
                ? { label: t("people.enable"), onSelect: () => change({ isDisabled: false }) }
                : { label: t("people.disable"), danger: true, onSelect: () => change({ isDisabled: true }) },
            ]}
          />
        )}
        <PasswordDialog user={user} open={isSettingPassword} onOpenChange={setSettingPassword} />
      </td>
    </tr>
  );
}
