import { normaliseHeader } from "./header.ts";

const SECRET_HEADER =
  /密码|口令|密钥|私钥|秘钥|凭据|凭证|令牌|password|passwd|passphrase|pwd|secret|token|credential|privatekey|sshkey|apikey|accesskey|identityfile|ansible(?:ssh|become)?pass/;
const KEY_HEADER = /^(?:key|pass|pw|pem|cert)$/;

const SECRET_TEXTS: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*/g,
  // A JSON web token: two base64url objects and a signature.
  /\beyJ[\w-]{6,}\.eyJ[\w-]{6,}(?:\.[\w-]*)?/g,
  /(?:密码|口令|密钥|私钥|令牌)\s*(?:[:=：＝]|是|为)\s*[^\s,，;；]+/g,
  /\b(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key)["']?\s*[:=：＝]\s*[^\s,，;；]+/gi,
  // kubeadm bootstrap token.
  /\b[a-z0-9]{6}\.(?=[a-z]*\d[a-z]*\d)[a-z0-9]{16}\b/g,
  /(?<=:\/\/)[^\s/:@]{1,100}:[^\s/@]{1,200}(?=@)/g,
];
// Enough of a text to tell in one look whether any of the patterns can match.
const HINT = /密|口令|私钥|令牌|-----BEGIN|eyJ|pass|pwd|secret|token|key|\.[a-z0-9]{16}|@/i;

/** True for the name of a column that holds passwords, tokens or keys. */
export function isSecretHeader(text: string): boolean {
  const header = normaliseHeader(text);
  return header.length <= 40 && (SECRET_HEADER.test(header) || KEY_HEADER.test(header));
}

/** A text without what looks like a credential, and how many were taken out. */
export function withoutSecrets(text: string): { readonly text: string; readonly count: number } {
  if (!HINT.test(text)) return { text, count: 0 };
  let count = 0;
  const kept = SECRET_TEXTS.reduce(
    (rest, pattern) =>
      rest.replace(pattern, () => {
        count += 1;
        return "";
      }),
    text,
  );
  return count === 0 ? { text, count } : { text: kept.trim(), count };
}
