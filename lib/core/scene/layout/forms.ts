import type { PoolNode, View } from "#lib/core/scene/scene.ts";
import { CARD_GAP, CARD_WIDTH } from "./geometry.ts";
import type { Group, Grouping } from "./groups.ts";

export type Form = PoolNode["form"];

const CARDS_MAX = 24;
const CHIPS_MAX = 200;
/** Machines drawn one by one in the whole scene; the rest stand in grids. */
const DRAWN_MAX = 200;

function formOf(group: Group, left: number): Form {
  if (group.count > left) return "grid";
  if (group.count <= CARDS_MAX) return "cards";
  return group.count <= CHIPS_MAX && !group.isTier ? "chips" : "grid";
}

/** Gives every group its form: tiers first, then pools from the smallest, within one budget of drawn machines. */
export function chooseForms(groups: readonly Group[], view: View): ReadonlyMap<string, Form> {
  const collapsed = new Set(view.collapsedPools);
  const forms = new Map<string, Form>();
  let left = DRAWN_MAX;
  const pools = groups.filter((group) => !group.isTier).sort((a, b) => a.count - b.count);
  for (const group of [...groups.filter((each) => each.isTier), ...pools]) {
    const form = collapsed.has(group.key) && !group.isTier ? "collapsed" : formOf(group, left);
    if (form === "cards" || form === "chips") left -= group.count;
    forms.set(group.key, form);
  }
  return forms;
}

const PLAIN_MIN = 3;
const PLAIN_TIER_MAX = 5;
const PLAIN_POOL_MAX = 4;

function widestByNumber(named: number): number {
  if (named <= 1) return PLAIN_POOL_MAX;
  if (named === 2) return 3;
  return named === 3 ? 2 : 1;
}

/**
 * Cards side by side in one column. It follows from sizes of whole groups and the number of domains, never from who
 * stands where, so that moving a machine between domains leaves every other cell as it was.
 */
export function cardsPerRow({ columns, groups }: Grouping, forms: ReadonlyMap<string, Form>): number {
  const named = columns.filter((name) => name !== null).length;
  const isCards = (group: Group) => forms.get(group.key) === "cards";
  const widest = (some: readonly Group[]) => some.reduce((most, group) => Math.max(most, group.count), 0);
  if (named === 0) {
    const tiers = widest(groups.filter((group) => group.isTier && isCards(group)));
    const pools = widest(groups.filter((group) => !group.isTier));
    return Math.max(PLAIN_MIN, Math.min(tiers, PLAIN_TIER_MAX), Math.min(pools, PLAIN_POOL_MAX));
  }
  return Math.max(1, Math.min(Math.ceil(widest(groups) / named), widestByNumber(named)));
}

export const innerWidth = (perRow: number): number => perRow * CARD_WIDTH + (perRow - 1) * CARD_GAP;
