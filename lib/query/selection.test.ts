import { beforeEach, expect, test } from "vitest";
import { useSelection } from "./selection.ts";
import { useViewState } from "./view-state.ts";

beforeEach(() => useSelection.getState().clear());

function selected(): string[] {
  return [...useSelection.getState().ids];
}

test("a click picks one, a click with Ctrl adds or takes away, a range adds", () => {
  const { select } = useSelection.getState();
  select(["a"], "replace");
  select(["b"], "toggle");
  expect(selected()).toEqual(["a", "b"]);
  select(["a", "c"], "toggle");
  expect(selected()).toEqual(["b", "c"]);
  select(["c", "d", "e"], "add");
  expect(selected()).toEqual(["b", "c", "d", "e"]);
});

test("a range grows from the machine that was picked last by itself", () => {
  const { select } = useSelection.getState();
  select(["a"], "replace");
  select(["a", "b", "c"], "add");
  expect(useSelection.getState().anchor).toBe("a");
  useSelection.getState().clear();
  expect([selected(), useSelection.getState().anchor]).toEqual([[], null]);
});

test("pools fold and unfold, and another cluster starts fresh", () => {
  const { setPoolCollapsed, setDomain } = useViewState.getState();
  setPoolCollapsed("gpu", true);
  setPoolCollapsed("gpu", true);
  setDomain("rack");
  expect(useViewState.getState()).toMatchObject({ collapsedPools: ["gpu"], domain: "rack" });
  setPoolCollapsed("gpu", false);
  expect(useViewState.getState().collapsedPools).toEqual([]);
  useViewState.getState().reset();
  expect(useViewState.getState().domain).toBeNull();
});
