import { Maximize, Minus, Plus, Search, ZoomIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { useWords } from "#components/canvas/use-words.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { DOMAIN_LEVELS } from "#lib/core/plan/machine.ts";
import type { Scene, View } from "#lib/core/scene/scene.ts";
import { useViewState } from "#lib/query/view-state.ts";
import { EtcdSwitch } from "./etcd-switch.tsx";

const DOMAINS: readonly View["domain"][] = ["none", ...DOMAIN_LEVELS];

/** Above the drawing: what the columns are, where etcd lives, and the camera. */
export function Toolbar({ view }: { view: View }) {
  return (
    <div className="flex min-h-10 items-center gap-2 border-line border-b bg-surface px-2 py-1">
      <DomainSelect view={view} />
      <EtcdSwitch />
      <span className="flex-1" />
      <CameraButtons />
    </div>
  );
}

function DomainSelect({ view }: { view: View }) {
  const t = useTranslations("canvas");
  const words = useWords();
  const setDomain = useViewState((state) => state.setDomain);
  const options = DOMAINS.map((value) => {
    const word = value === "none" ? t("domain.none") : t("domain.by", { domain: words.vocabulary.domains[value] });
    return { value, label: word };
  });
  return <Select size="small" label={t("domain.label")} value={view.domain} onChange={setDomain} options={options} />;
}

/** At the foot of the drawing: how much of the plan stands as cards of its own. */
export function ShownNote({ scene }: { scene: Scene }) {
  const words = useWords();
  const shown = words.shown(scene.shown);
  if (shown === null) return null;
  return (
    <p className="pointer-events-none absolute bottom-1 left-1 z-10 rounded bg-surface px-2 py-0.5 text-sm text-text-2">
      {shown}
    </p>
  );
}

const ICON = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;

function CameraButtons() {
  const t = useTranslations("canvas");
  const kitRef = useKit();
  const fitAll = () => {
    const kit = kitRef.current;
    kit?.camera.fit({ x: 0, y: 0, width: kit.scene.width, height: kit.scene.height });
  };
  const buttons = [
    { name: "find", keys: "/", icon: <Search {...ICON} />, run: () => useCanvas.getState().patch({ isFinding: true }) },
    { name: "zoomOut", keys: "-", icon: <Minus {...ICON} />, run: () => kitRef.current?.camera.zoomOut() },
    { name: "actualSize", keys: "0", icon: <ZoomIn {...ICON} />, run: () => kitRef.current?.camera.actualSize() },
    { name: "zoomIn", keys: "+", icon: <Plus {...ICON} />, run: () => kitRef.current?.camera.zoomIn() },
    { name: "fit", keys: "Shift+1", icon: <Maximize {...ICON} />, run: fitAll },
  ];
  return buttons.map(({ name, keys, icon, run }) => (
    <IconButton key={name} size="small" label={t(`shortcut.${name}`)} shortcut={keys} icon={icon} onClick={run} />
  ));
}
