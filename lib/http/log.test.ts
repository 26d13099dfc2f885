import { expect, test } from "vitest";
import { newApiToken, newSecret } from "#lib/auth/credentials/secret-text.ts";
import { newLog, redactFields, redactText } from "./log.ts";

const TOKEN = newApiToken().text;
const SESSION = newSecret();
const PEM = "-----BEGIN PRIVATE KEY-----\nMIIcanary\n-----END PRIVATE KEY-----";

test.each([
  `Authorization: Bearer ${TOKEN}`,
  `GET /?t=${TOKEN} HTTP/1.1`,
  `cookie: a=1; quorate=${SESSION}`,
  `__Host-quorate=${SESSION}; Path=/`,
  "connect postgres://ada:canary@db.lan:5432/quorate failed",
  '{"url":"https://canary:canary@proxy.lan"}',
  PEM.replace("MII", "canary"),
  "eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOjF9.canary",
])("a log line hides the secret in %s", (text) => {
  const shown = redactText(text);
  for (const secret of [TOKEN, SESSION, "canary", "eyJjYW"]) expect(shown).not.toContain(secret);
});

test("ordinary words stay readable", () => {
  const text = "machine k8s-master1 at 172.30.15.11, see https://kubernetes.io/docs?a=b@c";
  expect(redactText(text)).toBe(text);
});

test("secret fields are hidden at any depth, in lists and in the causes of errors", () => {
  const cause = Object.assign(new Error("bad login postgres://u:canary@h/db"), { code: "28P01" });
  const fields = {
    err: new Error("outer", { cause }),
    body: [{ password: "canary", nested: { apiToken: "canary", privateKey: "canary", Cookie: "canary" } }],
    route: "addUser",
  };
  const shown = JSON.stringify(redactFields(fields));
  expect(shown).not.toContain("canary");
  expect(shown).toContain("28P01");
  expect(shown).toContain("addUser");
});

test("what the log writes has passed the redactor: fields by name, texts by form", () => {
  const lines: string[] = [];
  const here = newLog("info", { write: (line) => lines.push(line) });
  here.error({ err: new Error(`refused ${TOKEN}`), password: "canary" }, "from postgres://u:canary@h/db");
  const [line = ""] = lines;
  expect(JSON.parse(line)).toMatchObject({ level: 50, password: "[hidden]", err: { type: "Error" } });
  expect(line).not.toMatch(/canary|qrt_\w{8}_/);
});

test("a structure that holds itself is cut, not followed for ever", () => {
  const loop: Record<string, unknown> = { name: "loop" };
  loop.self = loop;
  expect(JSON.stringify(redactFields(loop))).toContain("[deep]");
});
