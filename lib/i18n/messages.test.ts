import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AREAS } from "./areas.ts";
import { LOCALES } from "./locale.ts";
import { argumentsOf, flatten, usesOf, zhFaults } from "./message-lint.ts";

const root = join(import.meta.dirname, "../..");
const read = (locale: string, area: string) =>
  flatten(JSON.parse(readFileSync(join(import.meta.dirname, "messages", locale, `${area}.json`), "utf8")));

/** Keys that are chosen by a code from the API, so that no source file names them. */
const CHOSEN_BY_CODE = new Set<string>(["problems"]);

const sources = ["app", "components", "lib/query", "lib/i18n"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((f) => join(folder, f)),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
  .map((file) => ({ file, uses: usesOf(readFileSync(join(root, file), "utf8")) }));

describe.each(AREAS)("messages of %s", (area) => {
  const en = read("en", area);
  const zh = read("zh-CN", area);

  test("the same keys exist in both languages", () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });

  test("both languages use the same arguments", () => {
    const differing = [...en].filter(
      ([key, text]) => JSON.stringify(argumentsOf(text)) !== JSON.stringify(argumentsOf(zh.get(key) ?? "")),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test("Chinese has a space between Han and Latin and full-width punctuation", () => {
    const faults = [...zh].flatMap(([key, text]) => zhFaults(text).map((fault) => `${area}.${key}: ${fault}`));
    expect(faults).toEqual([]);
  });

  // Named styles such as `date, long` are unknown to the formatter of compiled messages.
  test("dates and times have a skeleton", () => {
    const named = [...en, ...zh].filter(([, text]) => /,\s*(date|time)\s*(,(?!\s*::)|\})/.test(text));
    expect(named.map(([key]) => key)).toEqual([]);
  });

  test("no message is empty", () => {
    expect([...en, ...zh].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
  });
});

test.each(AREAS.filter((area) => !CHOSEN_BY_CODE.has(area)))("every key of %s is used somewhere", (area) => {
  const en = read("en", area);
  const users = sources.filter(({ uses }) => uses.areas.some((used) => used.split(".")[0] === area));
  const isUsed = (key: string) =>
    // Tables of shortcuts and columns name their keys in files that show nothing themselves.
    (key.includes(".") && sources.some(({ uses }) => uses.texts.has(key))) ||
    users.some(
      ({ uses }) =>
        uses.texts.has(key) ||
        uses.areas.some((used) => uses.texts.has(`${area}.${key}`.slice(used.length + 1))) ||
        uses.prefixes.flat().some((prefix) => `${area}.${key}`.startsWith(prefix)),
    );
  expect([...en.keys()].filter((key) => !isUsed(key))).toEqual([]);
});

test("every key that the screens ask for exists", () => {
  const known = new Set(AREAS.flatMap((area) => [...read(LOCALES[0], area).keys()].map((key) => `${area}.${key}`)));
  const missing = sources.flatMap(({ file, uses }) => [
    ...uses.calls.filter((keys) => !keys.some((key) => known.has(key))).map((keys) => `${file}: ${keys.join(" or ")}`),
    ...uses.prefixes
      .filter((starts) => ![...known].some((key) => starts.some((start) => key.startsWith(start))))
      .map((starts) => `${file}: ${starts.join(" or ")}...`),
  ]);
  expect(missing).toEqual([]);
});

describe("the lint itself", () => {
  test.each([
    ["共 {count} 台机器", 0],
    ["共3台机器", 1],
    ["etcd成员", 1],
    ["已保存, 稍后再试", 1],
    ["已保存，版本 v{version}", 0],
    ["{count, plural, other {# 台机器}}", 0],
    ["{count, plural, other {#台机器}}", 1],
    ["名称: 必填", 1],
  ])("%s has %i faults", (text, count) => {
    expect(zhFaults(text)).toHaveLength(count);
  });

  test("arguments and tags of a message are found, plural branches are not", () => {
    expect(argumentsOf("<b>{name}</b> has {count, plural, one {machine} other {# machines}}")).toEqual([
      "<b>",
      "count",
      "name",
    ]);
  });

  test("uses are read from a source file", () => {
    const dynamic = ["t(`role.$", "{role}`)"].join("");
    const uses = usesOf(`const t = useTranslations("shell"); t("nav.home"); ${dynamic}; const k = "deep";`);
    expect(uses.calls).toEqual([["shell.nav.home"]]);
    expect(uses.prefixes).toEqual([["shell.role."]]);
    expect(uses.texts.has("deep")).toBe(true);
  });
});
