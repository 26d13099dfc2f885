import type { ApiToken, UserRole } from "#lib/core/api/access.ts";
import type { Actor } from "#lib/store/people/audit.ts";
import { addToken } from "#lib/store/people/tokens.ts";
import { newApiToken, secretHash } from "./credentials/secret-text.ts";

interface TokenAsk {
  readonly name: string;
  readonly role: UserRole;
  readonly expiresAt: Date | null;
}

/** Makes an API token. Its text exists in this answer only; the database keeps the hash. */
export async function issueToken(ask: TokenAsk, actor: Actor): Promise<ApiToken & { token: string }> {
  const { text, prefix } = newApiToken();
  const row = await addToken({ ...ask, prefix, tokenHash: secretHash(text) }, actor);
  return { ...row, token: text };
}
