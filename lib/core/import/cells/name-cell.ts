import { isHostName } from "#lib/core/plan/address.ts";
import { blocking, type CellReading, reads } from "./reading.ts";

const HOSTNAME_MAX = 300;

/** A host name as it stands; one that is not RFC 1123 blocks the row and comes with the nearest name that is. */
export function readHostName(text: string): CellReading {
  const hostname = text.slice(0, HOSTNAME_MAX);
  if (hostname === "") return blocking("empty-hostname", null, { hostname });
  if (isHostName(hostname)) return reads({ hostname });
  return blocking("bad-hostname", nearestName(hostname), { hostname });
}

function nearestName(text: string): string | null {
  const name = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_/\\]+/g, "-")
    .replace(/[^a-z0-9.-]/g, "")
    .split(".")
    .map((label) => label.replace(/^-+|-+$/g, "").slice(0, 63))
    .filter((label) => label !== "")
    .join(".");
  return isHostName(name) ? name : null;
}
