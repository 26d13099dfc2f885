import { expect, test } from "vitest";
import { readTable } from "#lib/testing/import-samples.ts";
import { readHtml } from "./html.ts";

const rowsOf = (html: string) => {
  const read = readHtml(html);
  return read.ok ? (read.value[0]?.rows ?? []) : read.refusal;
};

test("cells that span rows and columns are repeated in each", () => {
  expect(
    rowsOf(`<table>
      <tr><th>主机名</th><th colspan=2>IP</th><th>说明</th></tr>
      <tr><td>a</td><td>1</td><td>2</td><td rowspan="2">master<br>+ etcd</td></tr>
      <tr><td>b</td><td colspan="2">3</td></tr>
    </table>`),
  ).toEqual([
    ["主机名", "IP", "IP", "说明"],
    ["a", "1", "2", "master\n+ etcd"],
    ["b", "3", "3", "master\n+ etcd"],
  ]);
});

test("a clipboard of Excel brings its cells and none of its styles", () => {
  expect(
    rowsOf(`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td{color:red}</style></head><body>
      <table><!--StartFragment--><col width=72><tr height=20><td class=xl65>k8s-slb1</td><td>172.30.15.11&nbsp;</td></tr><!--EndFragment--></table></body></html>`),
  ).toEqual([["k8s-slb1", "172.30.15.11\u00a0"]]);
});

test("the table with most known headers is taken, not the first", async () => {
  const { draft } = await readTable(
    `<body><table><tr><td>menu</td></tr></table><table><tr><th>主机名<th>IP<tr><td>a<td>10.0.0.1</table></body>`,
  );
  expect(draft.sheet).toBe("#2");
  expect(draft.machines[0]).toMatchObject({ hostname: "a", ips: ["10.0.0.1"] });
});

test("hidden rows are asked about and left out on request", async () => {
  const html = `<table><tr><th>主机名<th>IP<tr><td>a<td>10.0.0.1<tr style="display:none"><td>b<td>10.0.0.2</table>`;
  expect((await readTable(html)).questions).toEqual([{ code: "hidden-rows", fields: [], count: 1 }]);
  const { draft, dropped } = await readTable(html, { skipHidden: true });
  expect(draft.machines).toHaveLength(1);
  expect(dropped.hiddenRows).toBe(1);
});

test.each([["a span over a thousand columns", "<table><tr><td colspan=1000>x</table>", "too-many-columns"]])(
  "%s is refused",
  (_name, html, code) => {
    expect(rowsOf(html)).toMatchObject({ code });
  },
);

test("a span over a million rows ends where the table ends", () => {
  expect(rowsOf("<table><tr><td rowspan=1000000>x<td>1<tr><td>2</table>")).toEqual([
    ["x", "1"],
    ["x", "2"],
  ]);
});

test("a page nested a hundred thousand deep is read without falling over", () => {
  const html = `${"<div>".repeat(100_000)}<table><tr><td>x</table>`;
  expect(rowsOf(html)).toEqual([["x"]]);
});
