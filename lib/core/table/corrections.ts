import { canonicalIp, isHostName, isIpAddress } from "#lib/core/plan/address.ts";
import type { PlanProblem } from "#lib/core/plan/edits/judge.ts";
import { nextAddresses, nextHostNames, takenAddresses } from "#lib/core/plan/naming.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** A text that the plan would take instead of `text`: the next free name or address, or the same one written right; null when none is near. */
export function correctionOf(plan: Plan, { code, values }: PlanProblem, text: string): string | null {
  const { hostname = "", ip = "" } = values;
  const names = plan.machines.map((machine) => machine.hostname);
  switch (code) {
    case "duplicate-hostname":
      return nextHostNames(names, hostname, 1)[0] ?? null;
    case "bad-hostname": {
      const name = asHostName(hostname);
      return isHostName(name) && !names.includes(name) ? name : null;
    }
    case "duplicate-ip": {
      const [free] = nextAddresses(takenAddresses(plan), canonicalIp(ip), 1);
      return free === undefined ? null : replaced(text, ip, free);
    }
    case "ip-leading-zero":
    case "bad-ip": {
      const plain = asAddress(ip);
      return isIpAddress(plain) ? replaced(text, ip, plain) : null;
    }
    default:
      return null;
  }
}

function asHostName(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
}

/** Without a mask, without zeros in front, with plain digits and dots. */
function asAddress(text: string): string {
  const [address = ""] = text.normalize("NFKC").replaceAll("。", ".").split("/");
  return address.includes(":") ? address : address.replaceAll(/\b0+(?=\d)/g, "");
}

/** The text with one address changed. A duplicate is named in canonical form, which may differ from what was typed. */
function replaced(text: string, ip: string, by: string): string | null {
  if (text.includes(ip)) return text.replace(ip, by);
  return /[\s,;]/u.test(text.trim()) ? null : by;
}
