import type { Machine } from "#lib/core/plan/machine.ts";
import { type CellReading, faulty, type MachinePatch, reads } from "./reading.ts";

const NAME_MAX = 253;
const REMARK_MAX = 2000;
const SHORT_MAX = 64;
const INTERFACE_MAX = 15;
const VERSION_MAX = 40;
const PORT_MAX = 65535;

type TextField = "site" | "zone" | "rack" | "hypervisor" | "powerFeed" | "switch" | "pool" | "kernel" | "osVersion";

const ARCHITECTURES: Readonly<Record<string, NonNullable<Machine["arch"]>>> = {
  amd64: "amd64",
  x8664: "amd64",
  x64: "amd64",
  x86: "amd64",
  arm64: "arm64",
  aarch64: "arm64",
  arm: "arm64",
  loong64: "loong64",
  loongarch64: "loong64",
  ppc64le: "ppc64le",
  riscv64: "riscv64",
  s390x: "s390x",
};

export function readName(field: TextField, text: string): CellReading {
  return withinLength(text, NAME_MAX, (kept) => ({ [field]: kept }));
}

export function readRemark(text: string): CellReading {
  return withinLength(text, REMARK_MAX, (remark) => ({ remark }));
}

export function readShort(field: "mac" | "productUuid" | "gateway" | "sshUser", text: string): CellReading {
  return withinLength(text, SHORT_MAX, (kept) => ({ [field]: kept }));
}

export function readInterface(text: string): CellReading {
  return withinLength(text, INTERFACE_MAX, (interfaceName) => ({ interfaceName }));
}

export function readKubeletVersion(text: string): CellReading {
  return withinLength(text, VERSION_MAX, (kubeletVersion) => ({ kubeletVersion }));
}

export function readPort(text: string): CellReading {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= PORT_MAX ? reads({ sshPort: port }) : faulty("bad-port");
}

export function readArch(text: string): CellReading {
  const arch = ARCHITECTURES[text.toLowerCase().replace(/[^a-z0-9]/g, "")];
  return arch === undefined ? faulty("unknown-arch") : reads({ arch });
}

function withinLength(text: string, max: number, set: (text: string) => MachinePatch): CellReading {
  return text.length <= max ? reads(set(text)) : faulty("too-long", text.slice(0, max).trimEnd());
}
