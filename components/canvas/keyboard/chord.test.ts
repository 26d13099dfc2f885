import { expect, test } from "vitest";
import { chordOf } from "./chord.ts";

const plain = { code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test.each([
  [{ key: "A" }, "a"],
  [{ key: "z", ctrlKey: true }, "Mod+z"],
  [{ key: "Z", ctrlKey: true, shiftKey: true }, "Mod+Shift+z"],
  [{ key: "z", metaKey: true }, "Mod+z"],
  [{ key: "!", code: "Digit1", shiftKey: true }, "Shift+1"],
  [{ key: "&", code: "Digit1" }, "&"],
  [{ key: "+", shiftKey: true }, "+"],
  [{ key: "/", shiftKey: true }, "/"],
  [{ key: "ArrowLeft", shiftKey: true }, "Shift+ArrowLeft"],
  [{ key: " " }, " "],
])("%j is %s", (press, chord) => {
  expect(chordOf({ ...plain, ...press })).toBe(chord);
});
