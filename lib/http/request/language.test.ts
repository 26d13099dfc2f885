import { expect, test } from "vitest";
import { languageOf } from "./language.ts";

test.each([
  ["the choice in the interface", { cookie: "quorate=abc; quorate-locale=zh-CN", "accept-language": "en" }, "zh"],
  ["the browser's language while nothing is chosen", { "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" }, "zh"],
  ["English for a script", {}, "en"],
  ["English for a choice that is none", { cookie: "quorate-locale=<script>" }, "en"],
] as const)("a caller works in %s", (_, headers, language) => {
  expect(languageOf(new Headers(headers))).toBe(language);
});
