import { expect, test } from "vitest";
import { asTexts, withField } from "./values.ts";

test("a field is set, changed and taken out; an object without fields is “not given”", () => {
  expect(withField(undefined, "kind", "calico")).toEqual({ kind: "calico" });
  expect(withField({ kind: "calico", mode: "bgp" }, "mode", undefined)).toEqual({ kind: "calico" });
  expect(withField({ kind: "calico" }, "kind", undefined)).toBeUndefined();
});

test("what is not a list of texts reads as such or as nothing", () => {
  expect(asTexts(["a", 1, "b"])).toEqual(["a", "b"]);
  expect(asTexts("a")).toBeUndefined();
});
