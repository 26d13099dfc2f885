import { absentPrograms, GO_PROGRAMS, isGoProgramName, missingPrograms } from "#e2e/real/programs.ts";
import { missing, realProgram } from "#lib/testing/real-program.ts";

const SYSTEM_PROGRAMS = ["ip", "nft", "haproxy", "keepalived"] as const;

/** Why the lab cannot run here; null where it can. Throws instead where a skip would hide a lack. */
export function labObstacle(): string | null {
  const absent = absentPrograms(Object.keys(GO_PROGRAMS).filter(isGoProgramName));
  if (absent.length > 0) return missingPrograms(absent);
  const lacking = SYSTEM_PROGRAMS.find((name) => realProgram(name) === null);
  if (lacking !== undefined) return missing(lacking);
  if (process.getuid?.() === 0) return null;
  const reason = "network namespaces need root";
  if (process.env.QUORATE_REQUIRE_REAL === "1") throw new Error(`${reason}, and QUORATE_REQUIRE_REAL=1 demands them.`);
  return reason;
}
