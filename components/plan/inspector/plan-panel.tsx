import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { newEndpoint } from "#components/canvas/palette/new-endpoint.ts";
import { useWords } from "#components/canvas/use-words.ts";
import { Button } from "#components/ui/button.tsx";
import { type OptionKey, PlanOptions } from "#lib/core/plan/options.ts";
import { newId } from "#lib/query/ids.ts";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { useSelection } from "#lib/query/selection.ts";
import { TextControl } from "./fields/controls.tsx";
import { OptionSection } from "./option-section.tsx";
import { Section } from "./section.tsx";
import { usePosted } from "./use-checked.ts";

const OPTIONS: readonly OptionKey[] = PlanOptions.keyof().options;

/** What the inspector shows while nothing is selected: the plan itself. */
export const PlanPanel = memo(function PlanPanel() {
  const t = useTranslations("inspector");
  return (
    <div>
      <h2 className="px-3 pt-3 pb-1 font-semibold">{t("plan.title")}</h2>
      <div className="px-3 pb-3">
        <PlanName />
      </div>
      <EndpointList />
      {OPTIONS.map((option) => (
        <OptionSection key={option} option={option} />
      ))}
    </div>
  );
});

function PlanName() {
  const t = useTranslations("inspector");
  const name = usePlan((plan) => plan.name);
  const { post, canEdit } = usePosted();
  const rename = (next: string | undefined) => next !== undefined && post({ type: "renamePlan", name: next });
  return <TextControl label={t("plan.name")} value={name} onChange={rename} isDisabled={!canEdit} />;
}

function EndpointList() {
  const t = useTranslations("inspector");
  const words = useWords();
  const plan = usePlan((whole) => whole);
  const { post, canEdit } = usePosted();
  const show = (id: string) => useSelection.getState().select([`endpoint:${id}`], "replace");
  const add = () => {
    const endpoint = newEndpoint(plan, "endpoint:none", newId());
    if (post({ type: "addEndpoint", endpoint })) show(endpoint.id);
  };
  return (
    <Section title={t("endpoints")} isOpen>
      <ul className="flex flex-col gap-1">
        {plan.endpoints.map((endpoint) => (
          <li key={endpoint.id}>
            <Button className="h-auto w-full flex-col items-start gap-0 py-1" onClick={() => show(endpoint.id)}>
              <span className="max-w-full truncate">{words.loadBalancer(endpoint.lb.kind)}</span>
              <span className="max-w-full truncate font-mono text-sm text-text-2">
                {endpoint.vips[0] ?? endpoint.dnsName ?? ""}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <Button size="small" variant="quiet" disabled={!canEdit} onClick={add}>
        <Plus size={14} aria-hidden />
        {t("addEndpoint")}
      </Button>
    </Section>
  );
}
