import { countUsers, insertUser } from "#lib/store/people/users.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";
import { putSetting, readSetting, removeSetting, takeSetting } from "#lib/store/settings.ts";
import { hashPassword } from "./credentials/password.ts";
import { newSecret, secretHash } from "./credentials/secret-text.ts";
import { type Origin, type SignedIn, startSession } from "./sign-in.ts";

const KEY = "setup-token";

/** A fresh set-up token while nobody exists yet, else null. It replaces the one of the last start; only its hash is stored. */
export async function ensureSetupToken(): Promise<string | null> {
  if ((await countUsers()) > 0) {
    await removeSetting(KEY);
    return null;
  }
  const token = newSecret();
  await putSetting(KEY, secretHash(token));
  return token;
}

/** True while the first admin is still to be made. */
export async function isSetupOpen(): Promise<boolean> {
  return (await countUsers()) === 0;
}

interface FirstAdmin {
  readonly setupToken: string;
  readonly name: string;
  readonly password: string;
}

/** Makes the first admin and signs in; null when the token is not the current one. Of two racers one wins. */
export async function setUp(first: FirstAdmin, origin: Origin): Promise<SignedIn | null> {
  const tokenHash = secretHash(first.setupToken);
  // Looked at before the password is hashed, so that strangers cannot make the server hash.
  if ((await readSetting(KEY)) !== tokenHash) return null;
  const passwordHash = await hashPassword(first.password);
  return inTransaction(async (tx) => {
    if (!(await takeSetting(tx, KEY, tokenHash)) || (await tx.user.count()) > 0) return null;
    const actor = { id: "setup", name: "set-up link", ...origin };
    const user = await insertUser(tx, { name: first.name, role: "admin", passwordHash }, actor);
    return startSession(tx, user, origin);
  });
}
