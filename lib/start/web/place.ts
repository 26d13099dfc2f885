import { rmSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "#lib/config/data-folder.ts";
import { nextEnv } from "#lib/start/build.ts";
import type { KeptPlace } from "#lib/start/kept-process.ts";
import type { Say } from "#lib/start/problem.ts";
import type { StartSettings } from "#lib/start/settings.ts";
import { SERVICE_ACCOUNT_FOLDER } from "#lib/watch/service-account.ts";
import { hideFrom } from "./hiding.ts";
import { permissionArgs } from "./permissions.ts";

/** The settings page shows it. */
export const FINGERPRINT = "QUORATE_TLS_FINGERPRINT";
/** Set while the database has no room to write in; the stream tells every page. */
export const DISK_FULL = "QUORATE_DISK_FULL";

export interface WebPlace {
  readonly root: string;
  readonly buildFolder: string;
  readonly databaseUrl: string;
}

export interface WebFacts {
  readonly root: string;
  readonly settings: StartSettings;
  readonly folder: DataFolder;
  readonly isDev: boolean;
  readonly build: string;
  readonly webUrl: string;
  readonly socketPath: string;
  readonly fingerprint: string;
}

/** The web process: told nothing but its own login, and started so that it reaches no key of the engine. */
export function webPlace(facts: WebFacts, say: Say): KeptPlace {
  const { root, settings, folder, isDev, webUrl, socketPath } = facts;
  const hidden = hideFrom(secretPaths(folder, settings));
  if ("missing" in hidden) {
    const rest = isDev ? "nothing but its own code" : "Node's permission model alone";
    say(`The web process is kept from the keys by ${rest}: ${hidden.missing}.`);
  }
  return {
    name: "web process",
    root,
    script: join("lib", "start", "web.ts"),
    env: { ...webEnv(facts), QUORATE_WEB_SOCKET: socketPath },
    launcher: "missing" in hidden ? null : hidden,
    // A development server compiles: it starts programs and writes as it likes.
    nodeArgs: isDev ? [] : permissionArgs({ root, buildFolder: settings.buildFolder, databaseUrl: webUrl }),
    // A socket file that a killed process left would refuse the next one.
    prepare: () => (process.platform === "win32" ? undefined : rmSync(socketPath, { force: true })),
  };
}

/** Passwords and private keys, the rows themselves, the key of the network edge, and a pod's own account. */
function secretPaths(folder: DataFolder, { transport }: StartSettings): readonly string[] {
  const given = transport.kind === "tls" && transport.given !== null ? [transport.given.keyPath] : [];
  return [folder.secrets, join(folder.postgres, "data"), join(folder.root, "log"), ...given, SERVICE_ACCOUNT_FOLDER];
}

/** Everything the web process is told; the rest of its environment is ours, less what concerns the supervisor only. */
function webEnv({ root, settings, isDev, build, webUrl, fingerprint }: WebFacts): Record<string, string> {
  return {
    NODE_ENV: isDev ? "development" : "production",
    DATABASE_URL: webUrl,
    QUORATE_DATABASE: settings.databaseUrl === null ? "embedded" : "external",
    PORT: String(settings.port),
    QUORATE_BUILD: build,
    ...nextEnv(root, settings.buildFolder),
    // Without it Next looks for the root of a workspace in every folder above, which it may not read.
    NEXT_PRIVATE_OUTPUT_TRACE_ROOT: root,
    QUORATE_ORIGIN: settings.origin?.origin ?? "",
    [FINGERPRINT]: fingerprint,
    [DISK_FULL]: "",
  };
}
