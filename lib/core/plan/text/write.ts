import type { Disk, Spec } from "#lib/core/plan/machine.ts";

export type SpecForm = "classic" | "detailed";

/** `8C-32G-100G+2*2T`; the detailed form adds kind, purpose and use of each disk in brackets. */
export function writeSpec(spec: Spec, form: SpecForm): string {
  const disks = spec.disks.map((disk) => writeDisk(disk, form));
  const sizes = `${spec.cpuCores}C-${writeMemory(spec.memoryMiB)}`;
  return disks.length === 0 ? sizes : `${sizes}-${runs(disks).join("+")}`;
}

function writeMemory(memoryMiB: number): string {
  return memoryMiB % 1024 === 0 ? `${memoryMiB / 1024}G` : `${memoryMiB}M`;
}

function writeDisk({ sizeGB, atLeast, kind, purpose, isDedicated }: Disk, form: SpecForm): string {
  const size = `${sizeGB % 1000 === 0 ? `${sizeGB / 1000}T` : `${sizeGB}G`}${atLeast ? "+" : ""}`;
  const use = isDedicated === undefined ? [] : [isDedicated ? "dedicated" : "shared"];
  const marks = [kind, purpose, ...use].filter((mark) => mark !== undefined);
  return form === "classic" || marks.length === 0 ? size : `${size}(${marks.join(",")})`;
}

/** Equal neighbours are counted: `500G 500G 1T` -> `2*500G 1T`. */
function runs(disks: readonly string[]): string[] {
  const starts = disks.flatMap((disk, index) => (index === 0 || disks[index - 1] !== disk ? [index] : []));
  return starts.map((start, run) => {
    const count = (starts[run + 1] ?? disks.length) - start;
    return count === 1 ? `${disks[start]}` : `${count}*${disks[start]}`;
  });
}
