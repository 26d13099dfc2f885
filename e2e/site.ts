import * as z from "zod";
import { UserRole } from "#lib/core/api/access.ts";

/** Somebody who can sign in to the product under test, already signed in. */
const Person = z.object({
  name: z.string(),
  password: z.string(),
  /** `name=value` of the session. */
  cookie: z.string(),
  /** API token of the same role. */
  token: z.string(),
});
export type Person = z.infer<typeof Person>;

const Site = z.object({
  address: z.string(),
  browser: z.object({ executablePath: z.string(), libraries: z.string() }),
  people: z.record(UserRole, Person),
});
/** What the global set-up prepared for the specs: the started product, its people and the browser. */
export type Site = z.infer<typeof Site>;

const VARIABLE = "QUORATE_E2E_SITE";

/** Workers get the environment of the runner, so nothing of this is written to disk. */
export function publishSite(site: Site): void {
  process.env[VARIABLE] = JSON.stringify(site);
}

/** Null in the runner itself, which reads its configuration before the product is started. */
export function publishedSite(): Site | null {
  const text = process.env[VARIABLE];
  return text === undefined ? null : Site.parse(JSON.parse(text));
}
