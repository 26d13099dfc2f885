import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { routeFaults } from "./verify-routes.ts";

let root: string;
const table = { me: routes.me, signOut: routes.signOut, changeUser: routes.changeUser };
const GOOD: Readonly<Record<string, string>> = {
  "app/api/v1/session/route.ts":
    "export const GET = handle(routes.me, async () => 1);\nexport const DELETE = handle(routes.signOut, async () => 1);\n",
  "app/api/v1/users/[id]/route.ts": "export const PATCH = handle(\n  routes.changeUser,\n  async () => 1,\n);\n",
  "app/api/v1/[...rest]/route.ts": "export const GET = unknownPath;\n",
  "app/page.tsx": "export default async function Page() {\n  await requirePage();\n}\n",
  "app/sign-in/page.tsx": "export default async function Page() {\n  await openPage();\n}\n",
  "components/a.tsx": 'const text = `never write "use server" here`;\n',
  "lib/a.ts": "export const a = 1;\n",
  "lib/edges/route.ts": "export function GET() {}\n",
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "verify-routes-"));
  write(GOOD);
});

afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

test("routes bound to their rows and pages that declare their access pass", () => {
  expect(routeFaults(root, table)).toEqual([]);
});

test.each([
  ["a bare function", "app/api/v1/open/route.ts", "export async function GET() { return new Response(); }"],
  ["a bare constant", "app/api/v1/open/route.ts", "export const GET = async () => new Response();"],
  ["a wrapper of its own", "app/api/v1/open/route.ts", "export const GET = loose(routes.me, async () => 1);"],
  ["a re-export", "app/api/v1/open/route.ts", 'export { GET } from "./other.ts";'],
  ["a re-export of all", "app/api/v1/open/route.ts", 'export * from "./other.ts";'],
  ["a list of exports", "app/api/v1/open/route.ts", "const GET = 1;\nexport { GET };"],
  [
    "a row that is not in the table",
    "app/api/v1/open/route.ts",
    "export const GET = handle(routes.nope, async () => 1);",
  ],
  ["a row of another path", "app/api/v1/open/route.ts", "export const GET = handle(routes.me, async () => 1);"],
  ["a row of another method", "app/api/v1/session/route.ts", "export const POST = handle(routes.me, async () => 1);"],
  ["a route outside the API", "app/hook/route.ts", "export const GET = handle(routes.me, async () => 1);"],
  ["a page that asks nobody", "app/open/page.tsx", "export default function Page() {}"],
  ["a page that only imports the check", "app/open/page.tsx", 'import { requirePage } from "#lib/auth/page.ts";'],
  ["a server action in a file", "lib/act.ts", '"use server";\nexport async function act() {}'],
  ["a server action in a function", "app/act.tsx", "async function act() {\n  'use server'\n}"],
])("%s is found", (_, file, text) => {
  write({ [file]: text });
  expect(routeFaults(root, table).join("\n")).toContain(file);
});

test("a row without a handler is found", () => {
  rmSync(join(root, "app/api/v1/users"), { recursive: true });
  expect(routeFaults(root, table)).toEqual([
    "PATCH /users/{id} (routes.changeUser) has no handler in app/api/v1/users/[id]/route.ts.",
  ]);
});
