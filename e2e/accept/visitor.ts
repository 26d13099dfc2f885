import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { connect } from "node:tls";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "#e2e/browser.ts";

/**
 * Runs in the other network namespace: becomes the first admin, signs out, signs in again, all in Chromium over the
 * generated certificate. Prints what it saw; faults in lines of their own.
 */
async function main(address: string, setupToken: string, fingerprint: string): Promise<void> {
  const { host, hostname, port } = new URL(address);
  const shown = await fingerprintOf(hostname, Number(port));
  if (shown !== fingerprint) fault(`the certificate is ${shown}, printed was ${fingerprint}`);
  const plain = await plainAnswer(`http://${host}/sign-in`);
  if (plain !== null) fault(`plain HTTP was answered with ${plain}`);
  const { executablePath, libraries } = await findBrowser();
  const env = libraries === "" ? {} : { env: { ...process.env, LD_LIBRARY_PATH: libraries } };
  const program = await chromium.launch({ executablePath, args: ["--no-sandbox"], ...env });
  try {
    // What a person does at the warning, after comparing the fingerprint.
    const context = await program.newContext({ ignoreHTTPSErrors: true, locale: "en" });
    const page = await context.newPage();
    const protocol = await signIn(page, address, setupToken);
    const [cookie] = await context.cookies();
    if (!cookie?.name.startsWith("__Host-") || !cookie.secure || !cookie.httpOnly)
      fault("the session cookie is not safe");
    if (protocol !== "h2") fault(`the page came over ${protocol}`);
    console.log(
      `from another namespace: signed in over ${protocol}, certificate as printed, plain HTTP ${plain ?? "not served"}`,
    );
  } finally {
    await program.close();
  }
}

async function signIn(page: Page, address: string, setupToken: string): Promise<string> {
  const [name, password] = ["grace", randomUUID()];
  await page.goto(`${address}/setup?token=${setupToken}`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Password again", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create and sign in" }).click();
  await page.waitForURL(`${address}/`);
  await page.context().clearCookies();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${address}/`);
  return page.evaluate(() => {
    const [visit] = performance.getEntriesByType("navigation");
    return visit instanceof PerformanceNavigationTiming ? visit.nextHopProtocol : "unknown";
  });
}

function fingerprintOf(host: string, port: number): Promise<string> {
  return new Promise((found, failed) => {
    const socket = connect({ host, port, rejectUnauthorized: false }, () => {
      found(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.on("error", failed);
  });
}

/** Status of an answer without TLS; null when there was none. */
function plainAnswer(address: string): Promise<number | null> {
  return new Promise((found) => {
    const asked = get(address, (answer) => found(answer.statusCode ?? 0));
    asked.on("error", () => found(null));
  });
}

function fault(what: string): void {
  console.log(`fault: ${what}`);
  process.exitCode = 1;
}

const [address = "", setupToken = "", fingerprint = ""] = process.argv.slice(2);
await main(address, setupToken, fingerprint);
