"use client";
import { Download, PanelBottom, PanelRight, Redo2, Tag, Undo2, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { usePlanEditor } from "#lib/query/plan-editor.tsx";
import { useViewState } from "#lib/query/view-state.ts";
import { LabelDialog } from "./label-dialog.tsx";
import { SaveText } from "./save-state.tsx";
import { useDesignKeys } from "./use-design-keys.ts";

const ICON = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;

/** What the design can do as a whole: take back, save, label, import, export, show and hide panes. */
export function DesignToolbar() {
  const t = useTranslations("design");
  const { slug, canEdit, undo, redo, undoLabel, redoLabel } = usePlanEditor();
  const [isLabelling, setLabelling] = useState(false);
  const [, setImport] = useQueryState("import");
  useDesignKeys({ slug, onLabel: canEdit ? () => setLabelling(true) : null, undo, redo, canEdit });
  return (
    <>
      <SaveText />
      {canEdit ? (
        <>
          <IconButton
            label={undoLabel === null ? t("undo") : t("undoStep", { label: undoLabel })}
            shortcut="Ctrl Z"
            size="small"
            icon={<Undo2 {...ICON} />}
            disabled={undoLabel === null}
            onClick={undo}
          />
          <IconButton
            label={redoLabel === null ? t("redo") : t("redoStep", { label: redoLabel })}
            shortcut="Ctrl Shift Z"
            size="small"
            icon={<Redo2 {...ICON} />}
            disabled={redoLabel === null}
            onClick={redo}
          />
          <IconButton
            label={t("label")}
            shortcut="Ctrl S"
            size="small"
            icon={<Tag {...ICON} />}
            onClick={() => setLabelling(true)}
          />
        </>
      ) : (
        <Badge>{t("readOnly")}</Badge>
      )}
      <PaneSwitches />
      {canEdit ? (
        <Button size="small" onClick={() => setImport("table")}>
          <Upload {...ICON} />
          {t("import")}
        </Button>
      ) : null}
      <PageLink href={`/clusters/${slug}/export`} className={`${buttonClass("plain", "small")} max-md:hidden`}>
        <Download {...ICON} />
        {t("export")}
      </PageLink>
      <LabelDialog open={isLabelling} onOpenChange={setLabelling} />
    </>
  );
}

function PaneSwitches() {
  const t = useTranslations("design");
  const { isTableOpen, isInspectorOpen, setTableOpen, setInspectorOpen } = useViewState();
  return (
    <span className="flex max-md:hidden">
      <IconButton
        label={isTableOpen ? t("hideTable") : t("showTable")}
        size="small"
        aria-pressed={isTableOpen}
        icon={<PanelBottom {...ICON} />}
        onClick={() => setTableOpen(!isTableOpen)}
      />
      <IconButton
        label={isInspectorOpen ? t("hideInspector") : t("showInspector")}
        size="small"
        aria-pressed={isInspectorOpen}
        icon={<PanelRight {...ICON} />}
        onClick={() => setInspectorOpen(!isInspectorOpen)}
      />
    </span>
  );
}
