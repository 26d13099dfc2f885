import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import writeExcelFile from "write-excel-file/universal";
import { CHINESE_ROWS, readTable, refusalOf } from "#lib/testing/import-samples.ts";

type Parts = Readonly<Record<string, string>>;

const NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The smallest workbook with one sheet of this XML. */
function workbook(sheetData: string, more: Parts = {}): Uint8Array {
  const parts: Parts = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook ${NAMESPACE} xmlns:r="${RELATIONS}"><sheets><sheet name="机器" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${NAMESPACE}>${sheetData}</worksheet>`,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}

const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADER = `<row r="1">${text("A1", "主机名")}${text("B1", "IP")}${text("C1", "说明")}</row>`;
const row = (number: number, cells: string, attributes = "") => `<row r="${number}" ${attributes}>${cells}</row>`;

describe("a workbook", () => {
  test("of several sheets: the one with machines is taken, the others are named", async () => {
    const sheets = [
      { sheet: "说明", data: [[{ value: "本文件", type: String }]] },
      { sheet: "机器", data: CHINESE_ROWS.map((cells) => cells.map((value) => ({ value, type: String }))) },
    ];
    const blob = await writeExcelFile(sheets).toBlob();
    const { draft, problems } = await readTable(new Uint8Array(await blob.arrayBuffer()));
    expect(problems).toEqual([]);
    expect(draft).toMatchObject({ format: "xlsx", sheet: "机器", sheets: ["说明", "机器"] });
    expect(draft.machines.map(({ hostname, cpuCores }) => [hostname, cpuCores])).toEqual([
      ["k8s-slb1", 2],
      ["k8s-master1", 8],
      ["k8s-worker1", 8],
    ]);
  });

  test("formulas come in as the text that was last shown", async () => {
    const formula = '<c r="A2" t="str"><f>CONCATENATE("k8s-","w1")</f><v>k8s-w1</v></c>';
    const { draft } = await readTable(
      workbook(`<sheetData>${HEADER}${row(2, formula + text("B2", "10.0.0.1"))}</sheetData>`),
    );
    expect(draft.machines[0]).toMatchObject({ hostname: "k8s-w1", ips: ["10.0.0.1"] });
  });

  test("merged cells stand in every row they cover", async () => {
    const rows = [
      row(2, text("A2", "k8s-m1") + text("B2", "10.0.0.1") + text("C2", "master+etcd")),
      row(3, `${text("A3", "k8s-m2")}${text("B3", "10.0.0.2")}<c r="C3" s="0"/>`),
    ];
    const { draft, questions } = await readTable(
      workbook(`<sheetData>${HEADER}${rows.join("")}</sheetData><mergeCells><mergeCell ref="C2:C3"/></mergeCells>`),
    );
    expect(draft.machines.map(({ remark }) => remark)).toEqual(["master+etcd", "master+etcd"]);
    expect(questions).toEqual([]);
  });

  test("hidden rows are asked about; lines are those of the sheet", async () => {
    const rows = [
      row(4, text("A4", "a") + text("B4", "10.0.0.300")),
      row(5, text("A5", "b") + text("B5", "10.0.0.2"), 'hidden="1"'),
    ];
    const { questions, problems } = await readTable(workbook(`<sheetData>${HEADER}${rows.join("")}</sheetData>`));
    expect(questions).toEqual([{ code: "hidden-rows", fields: [], count: 1 }]);
    expect(problems).toMatchObject([{ line: 4, field: "ip", code: "bad-ip", text: "10.0.0.300", isBlocking: true }]);
  });

  test("numbers keep their digits", async () => {
    const { draft } = await readTable(
      workbook(
        `<sheetData>${row(1, text("A1", "主机名") + text("B1", "CPU(核)") + text("C1", "内存(G)"))}${row(2, `${text("A2", "a")}<c r="B2"><v>8</v></c><c r="C2"><v>32.0</v></c>`)}</sheetData>`,
      ),
    );
    expect(draft.machines[0]).toMatchObject({ cpuCores: 8, memoryMiB: 32_768 });
  });
});

/** Overwrites the unpacked size of one entry in the central directory. */
function withForgedSize(zip: Uint8Array, name: string, size: number): Uint8Array {
  const forged = new Uint8Array(zip);
  const view = new DataView(forged.buffer);
  for (let at = 0; at + 46 < forged.length; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const length = view.getUint16(at + 28, true);
    if (new TextDecoder().decode(forged.subarray(at + 46, at + 46 + length)) === name)
      view.setUint32(at + 24, size, true);
  }
  return forged;
}

describe("a hostile workbook is refused", () => {
  const zeros = new Uint8Array(60_000_000);
  const bomb = zipSync({ "xl/worksheets/sheet1.xml": [zeros, { level: 1 }] });

  test.each([
    ["a bomb of 60 MB in 60 kB", () => bomb, "unsafe-archive"],
    ["a bomb that says it is small", () => withForgedSize(bomb, "xl/worksheets/sheet1.xml", 1000), "unsafe-archive"],
    [
      "more than 50 MB behind padding",
      () => zipSync({ "a.bin": [zeros.subarray(0, 700_000), { level: 0 }], "xl/a.xml": [zeros, { level: 1 }] }),
      "unsafe-archive",
    ],
    ["a size that is not true", () => withForgedSize(workbook("<sheetData/>"), "xl/workbook.xml", 5), "unsafe-archive"],
    [
      "forty thousand parts",
      () =>
        zipSync(Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`x${index}`, new Uint8Array()])), {
          level: 0,
        }),
      "unsafe-archive",
    ],
    [
      "an XML entity bomb",
      () =>
        workbook("<sheetData/>", {
          "xl/sharedStrings.xml":
            '<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>',
        }),
      "unsafe-xml",
    ],
    ["a cell in column XFD", () => workbook(`<sheetData>${row(1, text("XFD1", "x"))}</sheetData>`), "too-many-columns"],
    [
      "a cell in the last row",
      () => workbook(`<sheetData>${row(1_048_576, text("A1048576", "x"))}</sheetData>`),
      "too-many-rows",
    ],
    ["a row number beyond any sheet", () => workbook(`<sheetData><row r="4000000000"/></sheetData>`), "not-a-workbook"],
    ["an archive that is none", () => strToU8("PK\u0003\u0004 and so on"), "not-a-workbook"],
    ["an archive in an archive", () => zipSync({ "inner.zip": bomb }), "not-a-workbook"],
    ["an old Excel file", () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), "old-excel"],
  ])("%s", async (_name, make, code) => {
    expect(await refusalOf(make())).toMatchObject({ code });
  });

  test("a row of 16,384 formatted empty cells costs nothing", async () => {
    const columns = Array.from({ length: 16_384 }, (_, index) => columnName(index));
    const empty = row(3, columns.map((name) => `<c r="${name}3" s="1"/>`).join(""));
    const { draft } = await readTable(
      workbook(`<sheetData>${HEADER}${row(2, text("A2", "a") + text("B2", "10.0.0.1"))}${empty}</sheetData>`),
    );
    expect(draft.machines).toHaveLength(1);
  });
});

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
