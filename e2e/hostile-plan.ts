import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

/** What sets `window.__xss` wherever it is taken for markup instead of text. */
export const SCRIPT = `<script>window.__xss=1</script><img src=x onerror=window.__xss=2>`;
/** Ways out of where a text may stand: attributes, comments, CDATA, text areas, style sheets, Markdown, templates. */
const ESCAPES = [
  `"><svg onload=window.__xss=3>`,
  `' onfocus=window.__xss=4 autofocus='`,
  `]]></metadata><script>window.__xss=5</script>`,
  `--></textarea></title></style><img src=x onerror=window.__xss=6>`,
  `[a](javascript:window.__xss=7) ![](x" onerror="window.__xss=8)`,
  `{{constructor.constructor('window.__xss=9')()}} \${window.__xss=10}`,
  `<foreignObject><iframe srcdoc="<script>parent.__xss=11</script>"></iframe></foreignObject>`,
];
const FORMULAS = [`=cmd|'/c calc'!A1`, "@SUM(1)", "+1+1", "-2+3", "\t=1+1", '=HYPERLINK("http://evil.example","x")'];
/** Right-to-left override: `gnp.exe` reads as `exe.png`, and all that follows is turned as well if nothing stops it. */
const TURNED = "\u202Egnp.exe \u0645\u0631\u062D\u0628\u0627 \u2067\u05D0";
const LONGEST_NAME = "n".repeat(253);

const TEXTS = [SCRIPT, ...ESCAPES, ...FORMULAS, TURNED, `${SCRIPT}${"z".repeat(253 - SCRIPT.length)}`, LONGEST_NAME];

/** A host name can be long, and nothing else. */
const LONGEST_HOST = ["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61)].join(".");

/** A plan whose every free text is hostile, one text per machine. */
export function hostilePlan(): Plan {
  const machines = TEXTS.map(hostileMachine);
  return {
    ...blankPlan(`${SCRIPT}${TURNED}${"n".repeat(120)}`.slice(0, 120)),
    machines,
    endpoints: [
      {
        id: "api",
        audience: "nodes",
        vips: ["10.9.0.1"],
        port: 6443,
        remark: SCRIPT,
        lb: { kind: "hardware", model: SCRIPT },
      },
      {
        id: "people",
        audience: "people",
        vips: [],
        port: 443,
        lb: { kind: "cloud-slb", provider: "<b>x", instance: SCRIPT },
      },
    ],
    options: {
      remark: TEXTS.join("\n"),
      networkElements: TEXTS.map((text, index) => ({
        id: `element-${index}`,
        kind: "firewall",
        name: text.slice(0, 200),
        units: 1,
        redundancy: "none",
        remark: text,
      })),
      software: TEXTS.map((text) => ({
        name: text.slice(0, 200),
        version: text.slice(0, 40),
        remark: text.slice(0, 200),
      })),
      time: { servers: [SCRIPT] },
      dnsServers: [SCRIPT],
      registry: { kind: "harbor", address: SCRIPT },
      backup: { offsiteTarget: SCRIPT, schedule: SCRIPT },
      domains: TEXTS.map((text) => ({ level: "zone", name: text.slice(0, 200) })),
    },
  };
}

function hostileMachine(text: string, index: number): Machine {
  return {
    id: `m${index}`,
    order: index,
    hostname: index === 0 ? LONGEST_HOST : `host-${index}`,
    ips: [`10.9.1.${index + 1}`],
    roles: index < 3 ? ["control-plane", "etcd"] : ["worker"],
    cpuCores: 8,
    memoryMiB: 32_768,
    disks: [{ sizeGB: 100 }],
    ...{ specText: text, osText: text, os: text, osVersion: text, kernel: text, diskLayout: text.slice(0, 200) },
    ...{
      site: text,
      zone: text,
      rack: text,
      hypervisor: text,
      powerFeed: text,
      switch: text,
      pool: text,
      remark: text,
    },
    ...{ gateway: text.slice(0, 64), sshUser: text.slice(0, 64), kubeletVersion: text.slice(0, 40) },
    labels: { [text]: text.slice(0, 63) },
    taints: [{ key: text, value: text.slice(0, 63), effect: "NoSchedule" }],
  };
}
