import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Disk, Spec } from "#lib/core/plan/machine.ts";
import { formatDisk, formatMemory, readSpec, specOf, writeSpec } from "#lib/core/plan/spec-text.ts";

const GIB = 1024;
const reads = (text: string) => {
  const reading = readSpec(text);
  return reading.ok ? reading.spec : reading;
};

describe("a spec text is read", () => {
  test.each([
    ["8C-32G-150G", "8C-32G-150G"],
    ["8c32g150g", "8C-32G-150G"],
    ["8C/32G/150G", "8C-32G-150G"],
    ["8C 32G 150G", "8C-32G-150G"],
    ["8C,32G,150G", "8C-32G-150G"],
    ["8核32G150G", "8C-32G-150G"],
    ["8C–32G—150G", "8C-32G-150G"],
    ["８Ｃ－３２ＧＢ－１５０ＧＢ", "8C-32G-150G"],
    ["4C8G", "4C-8G"],
    ["4C 2G", "4C-2G"],
    ["4 vCPU, 8 GiB", "4C-8G"],
    ["2C-4096M-50G", "2C-4G-50G"],
    ["2C-0.5G", "2C-512M"],
    ["2C-1.5G", "2C-1536M"],
    ["4C-1TiB-1TB", "4C-1024G-1T"],
    ["8C-32G-100G+500G", "8C-32G-100G+500G"],
    ["8C-32G-100G + 500G", "8C-32G-100G+500G"],
    ["8C-32G-100G+2*2T", "8C-32G-100G+2*2T"],
    ["8C-32G-100G+2x2T", "8C-32G-100G+2*2T"],
    ["8C-32G-100G+2×2T", "8C-32G-100G+2*2T"],
    ["8C-32G-100G+500G+1T", "8C-32G-100G+500G+1T"],
    ["8C-32G-1.001T", "8C-32G-1001G"],
    ["4C-8G-40G+400+", "4C-8G-40G+400G+"],
    ["4C-8G-400G+", "4C-8G-400G+"],
    ["4C-8G-400G++500G", "4C-8G-400G++500G"],
    ["4C-8G-2*400G+", "4C-8G-2*400G+"],
    ["4C-16G-50G+100G(nvme,etcd)", "4C-16G-50G+100G(nvme,etcd)"],
    ["4C-16G-50G+100G（NVMe，etcd，dedicated）", "4C-16G-50G+100G(nvme,etcd,dedicated)"],
    ["4C-16G-50G(ssd)+2*2T(raw,ceph)", "4C-16G-50G(ssd)+2*2T(raw,ceph)"],
    ["4C-16G-400G+(ssd)", "4C-16G-400G+(ssd)"],
    ["8C/32GB/500GB SSD", "8C-32G-500G(ssd)"],
    ["8核 32G 500G 固态", "8C-32G-500G(ssd)"],
    ["CPU：2 核，内存：4 G，硬盘：40 G", "2C-4G-40G"],
    ["硬盘：40 G，内存：4 G，CPU：2 核。", "2C-4G-40G"],
    ["CPU: 16, memory: 64 GB, disk: 1 TB", "16C-64G-1T"],
    ["16 vCPU / 64 GiB / 1T", "16C-64G-1T"],
    ["4C-16G 系统盘100G 数据盘500G", "4C-16G-100G+500G"],
    ["4核16G系统盘100G数据盘500G", "4C-16G-100G+500G"],
    ["数据盘 2*500G，系统盘 100G，内存 16G，CPU 4核", "4C-16G-100G+2*500G"],
    ["8核 32G内存 500G", "8C-32G-500G"],
    ["8核32G内存500G硬盘", "8C-32G-500G"],
    ["8核 CPU，32G 内存，100G 系统盘，500G 数据盘", "8C-32G-100G+500G"],
    ["8 cores, 32 GB, system disk 100GB + data disk 2x500GB ssd", "8C-32G-100G+2*500G(ssd)"],
    ["32G-8C", "8C-32G"],
    ["32G-8C-150G", "8C-32G-150G"],
  ])("%s as %s", (text, canonical) => {
    const spec = reads(text);
    expect(spec).toEqual(Spec.parse(spec));
    expect(writeSpec(Spec.parse(spec), "detailed")).toBe(canonical);
  });

  test("with cores, MiB and GB as the plan stores them", () => {
    expect(reads("8C-32G-100G+2*2T(raw,ceph)")).toEqual({
      cpuCores: 8,
      memoryMiB: 32 * GIB,
      disks: [
        { sizeGB: 100 },
        { sizeGB: 2000, kind: "raw", purpose: "ceph" },
        { sizeGB: 2000, kind: "raw", purpose: "ceph" },
      ],
    });
    expect(reads("4C-8G-40G+400+")).toMatchObject({ disks: [{ sizeGB: 40 }, { sizeGB: 400, atLeast: true }] });
  });
});

describe("a spec text is refused by its bad part, with a correction", () => {
  test.each([
    ["8*32*500", "8*32*500", "unit", "8C-32G-500G"],
    ["8-32-500", "8-32-500", "unit", "8C-32G-500G"],
    ["8 32", "8 32", "unit", "8C-32G"],
    ["8C-32-150G", "32", "unit", "8C-32G-150G"],
    ["8-32G-150G", "8", "unit", "8C-32G-150G"],
    ["8C-32G-150", "150", "unit", "8C-32G-150G"],
    ["8C-32G-100G+500", "500", "unit", "8C-32G-100G+500G"],
    ["8C-32X-150G", "32X", "unit", "8C-32G-150G"],
    ["8C-32G-150Q", "150Q", "unit", "8C-32G-150G"],
    ["内存：64 CPU：8", "64", "unit", "8C-64G"],
    ["0C-32G-150G", "0C", "cores", null],
    ["8.5C-32G", "8.5C", "cores", null],
    ["5000C-32G", "5000C", "cores", null],
    ["2*8C-32G", "2*8C", "cores", "16C-32G"],
    ["8C(ssd)-32G", "8C", "cores", "8C-32G"],
    ["32G-150G", "32G-150G", "cores", null],
    ["32G", "32G", "cores", null],
    ["", "", "cores", null],
    ["8C", "8C", "memory", null],
    ["8C-0.25G-50G", "0.25G", "memory", null],
    ["8C-511M", "511M", "memory", null],
    ["8C-0.7G", "0.7G", "memory", null],
    ["8C-2*16G-100G", "2*16G", "memory", "8C-32G-100G"],
    ["8C-32G-512M", "512M", "disk", null],
    ["8C-32G-0G", "0G", "disk", null],
    ["8C-32G-999999999*1T", "999999999*1T", "disk", null],
    ["8C-99*16G", "99*16G", "memory", null],
    ["8C-32G-65*1T", "65*1T", "disk", null],
    ["8C-32G-数据盘500G", "500G", "disk", "8C-32G-500G"],
    ["8C-32G-100G(floppy)", "floppy", "kind", "8C-32G-100G"],
    ["8C-32G-100G(ssd,hdd)", "hdd", "kind", "8C-32G-100G"],
    ["8C-32G-100G(ssd", "(ssd", "kind", "8C-32G-100G"],
    ["8C-32G-150G foo", "foo", "nothing", "8C-32G-150G"],
    ["foo 8C-32G-150G", "foo", "nothing", "8C-32G-150G"],
    ["8C-32G-100G-500G", "500G", "nothing", "8C-32G-100G+500G"],
    ["8C-32G-500G*2", "*", "nothing", "8C-32G-2*500G"],
    ["8C-32G-", "-", "nothing", "8C-32G"],
    ["-8C-32G", "-", "nothing", "8C-32G"],
    ["8C--32G", "-", "nothing", "8C-32G"],
    ["8C+32G", "32G", "nothing", "8C-32G"],
    ["8C-8C-32G", "8C", "nothing", "8C-32G"],
    ["2 核 16 线程 32G", "线程", "nothing", "2C-32G"],
    ["NaN C-32G", "NaN", "nothing", null],
  ])("%s", (text, part, expected, suggestion) => {
    expect(readSpec(text)).toEqual({ ok: false, part, expected, suggestion });
  });

  test("a correction can always be read", () => {
    const shards = [
      "8",
      "C",
      "核",
      "32",
      "G",
      "T",
      "-",
      "+",
      "*",
      "/",
      "(",
      ")",
      "ssd",
      "内存",
      "系统盘",
      "：",
      " ",
      "x",
      ".",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...shards), { maxLength: 14 }), (parts) => {
        const reading = readSpec(parts.join(""));
        if (reading.ok) return;
        expect(reading.part === "" || parts.join("").normalize("NFKC").includes(reading.part.slice(0, 1))).toBe(true);
        if (reading.suggestion !== null) expect(readSpec(reading.suggestion)).toMatchObject({ ok: true });
      }),
      { numRuns: 3000 },
    );
  });
});

const disk: fc.Arbitrary<Disk> = fc
  .record(
    {
      sizeGB: fc.oneof(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 9 }).map((n) => n * 1000),
        fc.maxSafeNat().map((n) => n + 1),
      ),
      atLeast: fc.constant(true as const),
      kind: fc.constantFrom(...Disk.shape.kind.unwrap().options),
      purpose: fc.constantFrom(...Disk.shape.purpose.unwrap().options),
      isDedicated: fc.boolean(),
    },
    { requiredKeys: ["sizeGB"], noNullPrototype: true },
  )
  .filter(({ sizeGB }) => Number.isSafeInteger(sizeGB));
const repeated = fc
  .tuple(disk, fc.integer({ min: 1, max: 4 }))
  .map(([one, count]) => Array.from({ length: count }, () => one));
const spec: fc.Arbitrary<Spec> = fc.record(
  {
    cpuCores: fc.integer({ min: 1, max: 4096 }),
    memoryMiB: fc.oneof(
      fc.integer({ min: 512, max: 1_000_000 }),
      fc.integer({ min: 1, max: 4096 }).map((n) => n * GIB),
    ),
    disks: fc.array(repeated, { maxLength: 16 }).map((groups) => groups.flat()),
  },
  { noNullPrototype: true },
);

test("what the detailed form writes is read back without loss", () => {
  fc.assert(
    fc.property(spec, (each) => {
      expect(readSpec(writeSpec(each, "detailed"))).toStrictEqual({ ok: true, spec: each });
    }),
    { numRuns: 2000 },
  );
});

test("64 different disks are read back as well", () => {
  const disks = Array.from(
    { length: 64 },
    (_, index): Disk => ({
      sizeGB: Number.MAX_SAFE_INTEGER - index,
      atLeast: true,
      kind: "nvme",
      purpose: "containerd",
      isDedicated: true,
    }),
  );
  const large = { cpuCores: 4096, memoryMiB: Number.MAX_SAFE_INTEGER, disks };
  expect(readSpec(writeSpec(large, "detailed"))).toStrictEqual({ ok: true, spec: large });
});

test("a canonical text is written as it was read, in both forms", () => {
  fc.assert(
    fc.property(spec, fc.constantFrom("classic" as const, "detailed" as const), (each, form) => {
      const text = writeSpec(each, form);
      const reading = readSpec(text);
      expect(reading.ok && writeSpec(reading.spec, form)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test("the classic form leaves kinds and purposes out", () => {
  const reading = readSpec("8C-32G-100G+2*1500G(nvme,etcd,shared)+1T");
  expect(reading.ok && writeSpec(reading.spec, "classic")).toBe("8C-32G-100G+2*1500G+1T");
});

test.each([
  ["digits", "1".repeat(100_000)],
  ["spaces", `8C${" ".repeat(99_000)}32G`],
  ["brackets", "(".repeat(100_000)],
  ["pluses", `8C-32G-1G${"+".repeat(3900)}`],
  ["disks", `8C-32G-1G${"+1G(ssd)".repeat(490)}`],
  ["labels", "内存硬盘".repeat(990)],
  ["closing marks", `${". ".repeat(1900)}x`],
  ["Han without meaning", "线".repeat(3990)],
  ["letters that NFKC makes long", "ﷺ".repeat(3900)],
])("a hostile text of %s costs less than 5 ms", (_, text) => {
  const fastest = Math.min(
    ...Array.from({ length: 7 }, () => {
      const startMs = performance.now();
      expect(readSpec(text).ok).toBe(false);
      return performance.now() - startMs;
    }),
  );
  expect(fastest).toBeLessThan(5);
});

test("a machine without cores or memory has no spec text", () => {
  expect(specOf({ cpuCores: 8, memoryMiB: 32 * GIB, disks: [] })).toBe("8C-32G");
  expect(specOf({ cpuCores: 8, disks: [{ sizeGB: 100 }] })).toBeNull();
  expect(specOf({ memoryMiB: GIB, disks: [] })).toBeNull();
});

test("the screen shows GiB of memory and GB or TB of disk", () => {
  expect([32 * GIB, 1536, 512].map(formatMemory)).toEqual(["32 GiB", "1536 MiB", "512 MiB"]);
  expect([150, 1500, 2000].map(formatDisk)).toEqual(["150 GB", "1500 GB", "2 TB"]);
});
