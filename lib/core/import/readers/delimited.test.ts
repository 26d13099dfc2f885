import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { guardFormula } from "#lib/core/export/formula.ts";
import { refusalOf } from "#lib/testing/import-samples.ts";
import { readDelimited } from "./delimited.ts";
import { sniffDelimiter } from "./sniff.ts";

const hostileCell = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !text.includes("\u0000")),
  fc.constantFrom(
    "=1+1",
    "+1",
    "-5",
    "@SUM(1)",
    "'=x",
    "''",
    "＝cmd",
    "\t=x",
    "\r=x",
    'a"b',
    '"',
    '""',
    "a,b",
    "a;b",
    "x\r\ny",
    "\n",
    " lead",
    "<script>",
    "主机",
  ),
);

test.each([",", ";", "\t"])("what csv-stringify writes with %j reads back exactly, formulas included", (delimiter) => {
  const table = fc
    .integer({ min: 2, max: 6 })
    .chain((width) =>
      fc.array(fc.array(hostileCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    );
  fc.assert(
    fc.property(table, (rows) => {
      const text = stringify(
        rows.map((row) => row.map(guardFormula)),
        { delimiter, record_delimiter: "windows", quoted: true },
      );
      const read = readDelimited(text, delimiter);
      expect(read.ok && read.value[0]?.rows).toEqual(rows);
    }),
    { numRuns: 500 },
  );
});

test("rows know the line they start on, also behind cells of several lines", () => {
  const read = readDelimited('a,b\r\n"x\r\ny",2\r\n\r\n3,4', ",");
  expect(read.ok && read.value[0]?.lines).toEqual([1, 2, 4, 5]);
});

test.each([
  ["tabs", "主机名\tIP\t说明\na\t10.0.0.1\tx, y", "\t"],
  ["commas", 'host,ip,remark\na,10.0.0.1,"x; y; z"', ","],
  ["semicolons", "host;ip;spec\na;10.0.0.1;8C,32G,150G", ";"],
  ["bars", "host|ip\na|10.0.0.1", "|"],
])("%s are told from the rest", (_name, text, delimiter) => {
  expect(sniffDelimiter(text)).toBe(delimiter);
});

test.each([
  [
    "a quote that is never closed",
    'host,ip\na,"10.0.0.1\nb,10.0.0.2\n',
    { code: "quote-not-closed", line: 2, column: 3 },
  ],
  [
    "a quote opened far down",
    `host,ip\n${"a,1\n".repeat(50)}b,"x\n`,
    { code: "quote-not-closed", line: 52, column: 3 },
  ],
  ["more columns than the cap", `${"host,".repeat(70)}\nx`, { code: "too-many-columns", line: 1, column: 65 }],
  ["more rows than the cap", `host,ip\n${"a,1\n".repeat(25_000)}`, { code: "too-many-rows", line: 20_201 }],
  ["a few rows over the cap", `host,ip\n${"a,1\n".repeat(20_001)}`, { code: "too-many-rows", line: 20_002 }],
  [
    "a cell longer than a remark",
    `host,remark\na,${"x".repeat(2001)}\n`,
    { code: "cell-too-long", line: 2, column: 2, evidence: "2001" },
  ],
  ["nothing", "  \n ", { code: "empty" }],
  ["too many bytes", "x".repeat(5_000_001), { code: "too-large" }],
])("%s is refused with its place", async (_name, text, refusal) => {
  expect(await refusalOf(text)).toMatchObject(refusal);
});
