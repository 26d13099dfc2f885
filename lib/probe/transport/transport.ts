import { Client } from "undici";
import type { Access } from "#lib/probe/access.ts";
import { type Address, originOf } from "./address.ts";
import { dial, type Stage } from "./dial.ts";
import { type Lanes, openLanes } from "./lanes.ts";
import { type AddressPolicy, createResolve, type Resolve } from "./resolve.ts";

/** Connections to one target under one access. */
export interface Door {
  readonly lanes: Lanes;
  readonly origin: string;
  stage: Stage;
  leafFingerprint: string | null;
  /** Connections made so far: tells a request on a kept connection from one on a new connection. */
  dialled: number;
}

export interface Transport {
  readonly resolve: Resolve;
  readonly connectTimeoutMs: number;
  /** False for thousands of targets: an idle HTTP/2 session weighs more than the handshake that it saves. */
  readonly keepsEtcdSessions: boolean;
  /** The kept-alive connections to this origin. */
  readonly keptDoor: (address: Address, access: Access) => Door;
  /** A door for one look; whoever opens it destroys its lanes. */
  readonly freshDoor: (address: Address, access: Access) => Door;
  /** Forgets one kept door: the next look opens another. */
  readonly shut: (door: Door, access: Access) => void;
  /** Something else to be ended together with the access. */
  readonly onRelease: (access: Access, end: () => void) => void;
  /** Ends all connections of an access whose credential changed or whose cluster moved away. */
  readonly release: (access: Access) => void;
  readonly close: () => void;
}

export interface TransportOptions {
  readonly mayConnect: AddressPolicy;
  /** Name servers as `address:port`; those of the system when absent. */
  readonly dnsServers?: readonly string[];
  readonly connectTimeoutMs?: number;
  readonly keepsEtcdSessions?: boolean;
}

const CONNECT_TIMEOUT_MS = 2000;
/** One poll is outstanding per target; the second connection lets a slow list and a health read pass each other. */
export const CONNECTIONS = 2;
/** Longer than the slowest status interval (20 s) with its jitter. */
const KEEP_ALIVE_MS = 30_000;
/** A backstop: every read has its own, smaller cap. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** All connections of one engine process. */
export function createTransport(options: TransportOptions): Transport {
  const { mayConnect, dnsServers = null, connectTimeoutMs = CONNECT_TIMEOUT_MS, keepsEtcdSessions = true } = options;
  const resolve = createResolve({ mayConnect, dnsServers });
  const doors = new Map<Access, Map<string, Door>>();
  const endings = new Map<Access, (() => void)[]>();
  const open = (address: Address, access: Access, connections: number) =>
    openDoor(address, access, { resolve, connectTimeoutMs, connections });

  function release(access: Access): void {
    for (const { lanes } of doors.get(access)?.values() ?? []) void lanes.destroy();
    for (const end of endings.get(access) ?? []) end();
    doors.delete(access);
    endings.delete(access);
  }

  return {
    resolve,
    connectTimeoutMs,
    keepsEtcdSessions,
    release,
    keptDoor(address, access) {
      const ofAccess = doors.get(access) ?? new Map<string, Door>();
      doors.set(access, ofAccess);
      const door = ofAccess.get(originOf(address)) ?? open(address, access, CONNECTIONS);
      ofAccess.set(door.origin, door);
      return door;
    },
    shut(door, access) {
      if (doors.get(access)?.get(door.origin) === door) doors.get(access)?.delete(door.origin);
      void door.lanes.destroy();
    },
    freshDoor: (address, access) => open(address, access, 1),
    onRelease: (access, end) => void endings.set(access, [...(endings.get(access) ?? []), end]),
    close: () => [...doors.keys(), ...endings.keys()].forEach(release),
  };
}

interface OpenOptions {
  readonly resolve: Resolve;
  readonly connectTimeoutMs: number;
  readonly connections: number;
}

function openDoor(address: Address, access: Access, { resolve, connectTimeoutMs, connections }: OpenOptions): Door {
  const origin = originOf(address);
  const onStage = (stage: Stage) => {
    door.stage = stage;
  };
  const connect = (): Client =>
    new Client(origin, {
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      // Both restart with every byte, so a dripping server would never meet them: the look's own deadline ends a read.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: MAX_RESPONSE_BYTES,
      connect: (_options, callback) => {
        dial(address, access, { resolve, timeoutMs: connectTimeoutMs, onStage, protocol: "http/1.1" }).then(
          ({ socket, leafFingerprint }) => {
            door.dialled += 1;
            door.leafFingerprint = leafFingerprint;
            callback(null, socket);
          },
          (error: Error) => callback(error, null),
        );
      },
    });
  const lanes = openLanes(connections, connect);
  const door: Door = { lanes, origin, stage: "connect", leafFingerprint: null, dialled: 0 };
  return door;
}
