import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { withKind } from "#components/canvas/palette/new-endpoint.ts";
import { ENDPOINT_KINDS } from "#components/canvas/palette/parts.ts";
import { useWords } from "#components/canvas/use-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Endpoint, LoadBalancer } from "#lib/core/plan/endpoint.ts";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { useSelection } from "#lib/query/selection.ts";
import { NumberControl } from "./fields/controls.tsx";
import { SchemaFields } from "./fields/schema-field.tsx";
import { type ShapeField, shapeOf } from "./fields/shape.ts";
import { asRecord } from "./fields/values.ts";
import { useChecked, usePosted } from "./use-checked.ts";

/** One endpoint: who it is for, where it is reached, and the load balancer with the fields of its kind. */
export function EndpointPanel({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("inspector");
  const { post, refusal, canEdit } = usePosted();
  const remove = () => {
    if (post({ type: "removeEndpoint", endpointId: endpoint.id })) useSelection.getState().clear();
  };
  return (
    <div className="flex flex-col gap-2 p-3">
      <h2 className="font-semibold">{t("endpoint.title")}</h2>
      <KindSwitch endpoint={endpoint} />
      <EndpointForm endpoint={endpoint} />
      {refusal === null ? null : (
        <p role="alert" className="text-critical text-sm">
          {refusal}
        </p>
      )}
      <Button variant="danger" disabled={!canEdit} onClick={remove}>
        <Trash2 size={14} aria-hidden />
        {t("endpoint.remove")}
      </Button>
    </div>
  );
}

function KindSwitch({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("inspector");
  const words = useWords();
  const plan = usePlan((whole) => whole);
  const { post, canEdit } = usePosted();
  const options = ENDPOINT_KINDS.map((value) => ({ value, label: words.loadBalancer(value) }));
  return (
    <Field label={t("endpoint.kind")} hint={t("endpoint.kindHint")}>
      <Select
        size="small"
        label={t("endpoint.kind")}
        disabled={!canEdit}
        value={endpoint.lb.kind}
        onChange={(kind) => void post({ type: "setEndpoint", endpoint: withKind(plan, endpoint, kind) })}
        options={options}
      />
    </Field>
  );
}

const OwnFields = Endpoint.omit({ lb: true });

function fieldsOf(shape: ReturnType<typeof shapeOf>): readonly ShapeField[] {
  return shape.kind === "group" ? shape.fields : [];
}

/** Fields of the load balancer's own kind; priorities have a form by host name. */
function balancerFields(kind: LoadBalancer["kind"]): readonly ShapeField[] {
  const option = LoadBalancer.options.find((each) => each.shape.kind.value === kind);
  return option === undefined ? [] : fieldsOf(shapeOf(option)).filter(({ name }) => name !== "priorities");
}

function EndpointForm({ endpoint }: { endpoint: Endpoint }) {
  const { post, canEdit } = usePosted();
  const { kind } = endpoint.lb;
  const own = useMemo(() => fieldsOf(shapeOf(OwnFields)), []);
  const balancer = useMemo(() => balancerFields(kind), [kind]);
  const checked = useChecked({
    schema: Endpoint,
    stored: endpoint,
    store: (next) => post({ type: "setEndpoint", endpoint: next }),
  });
  const value = asRecord(checked.value);
  const lbErrors = new Map(
    [...checked.errors].flatMap(([path, text]) => (path.startsWith("lb.") ? [[path.slice(3), text] as const] : [])),
  );
  return (
    <>
      <SchemaFields
        fields={own}
        value={value}
        onChange={checked.onChange}
        errors={checked.errors}
        isDisabled={!canEdit}
      />
      <SchemaFields
        fields={balancer}
        value={value.lb}
        onChange={(lb) => checked.onChange({ ...value, lb })}
        errors={lbErrors}
        isDisabled={!canEdit}
      />
      <Priorities endpoint={endpoint} />
    </>
  );
}

/** VRRP priority of each member: the highest that is alive holds the address. */
function Priorities({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("inspector");
  const machines = usePlan((plan) => plan.machines);
  const { post, canEdit } = usePosted();
  const { lb } = endpoint;
  if (!("members" in lb)) return null;
  const { priorities = {} } = lb;
  const store = (id: string, priority: number | undefined) => {
    const { [id]: _old, ...others } = priorities;
    const next = priority === undefined ? others : { ...others, [id]: priority };
    const result = Endpoint.safeParse({ ...endpoint, lb: { ...lb, priorities: next } });
    return result.success && post({ type: "setEndpoint", endpoint: result.data });
  };
  return lb.members.map((id) => {
    const host = machines.find((machine) => machine.id === id)?.hostname ?? id;
    return (
      <NumberControl
        key={id}
        label={t("endpoint.priorityOf", { host })}
        unit={null}
        value={priorities[id]}
        onChange={(priority) => store(id, priority)}
        isDisabled={!canEdit}
      />
    );
  });
}
