import { describe, expect, test } from "vitest";
import { chooseLocale, chooseZone, langOf } from "./locale.ts";

describe("language of a visitor", () => {
  test.each([
    ["zh-CN", null, "zh-CN"],
    ["en", "zh-CN,zh;q=0.9", "en"],
    [undefined, "zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"],
    [undefined, "en-GB,en;q=0.9,zh;q=0.5", "en"],
    [undefined, "zh;q=0.2, en;q=0.7", "en"],
    [undefined, "fr-FR,de;q=0.8,zh;q=0.3", "zh-CN"],
    [undefined, "zh;q=0", "en"],
    ["klingon", null, "en"],
    [undefined, "", "en"],
  ])("cookie %s with browser languages %s gives %s", (cookie, accept, locale) => {
    expect(chooseLocale(cookie, accept)).toBe(locale);
  });
});

test("a zone that the runtime does not know becomes UTC", () => {
  expect(chooseZone("Asia/Shanghai")).toBe("Asia/Shanghai");
  expect(chooseZone("Mars/Olympus")).toBe("UTC");
  expect(chooseZone(undefined)).toBe("UTC");
});

test("core texts are keyed by the short language", () => {
  expect(langOf("zh-CN")).toBe("zh");
  expect(langOf("en")).toBe("en");
});
