import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { db } from "#lib/store/client.ts";
import { summaryJson } from "./commit.ts";
import { frameOf } from "./rows.ts";
import { storableJson } from "./storable.ts";

const SYSTEM = "quorate";

/** Creates the reserved inventory of machines without a cluster when it is not there yet. */
export async function ensureUnassigned(): Promise<void> {
  const plan = blankPlan(UNASSIGNED);
  const replace = storableJson({ type: "replacePlan", plan });
  await db().$executeRaw`
    with added as (
      insert into cluster (id, slug, name, frame, summary, updated_by)
      values (gen_random_uuid(), ${UNASSIGNED}, ${plan.name}, ${storableJson(frameOf(plan))}::jsonb,
        ${summaryJson(plan)}::jsonb, ${SYSTEM})
      on conflict (slug) do nothing returning id
    )
    insert into plan_edit (cluster_id, version, user_id, by, kind, label, edit, inverse, changes, change_count)
    select id, 0, ${SYSTEM}, ${SYSTEM}, 'create', 'Created', ${replace}::jsonb, ${replace}::jsonb, '[]', 0 from added`;
}
