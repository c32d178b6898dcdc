import { randomInt } from "node:crypto";
import { connect, createServer } from "node:net";

const LOOPBACK = "127.0.0.1";

/** Tells whether nothing listens on `port` of the loopback address. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, LOOPBACK, () => probe.close(() => resolve(true)));
  });
}

/**
 * Below the ports that systems give to outgoing connections: one of those can be taken by any client in the time
 * between finding a port and listening on it.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_767;
const TRIES = 100;

/**
 * Finds a free loopback port: `preferred` when it is free, so that URLs stay the same over restarts.
 * Another process may take the port before the caller binds it; callers that can, try again.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`no port between ${FIRST_PORT} and ${LAST_PORT} is free: end what listens there`);
}

/** Tells whether something accepts TCP connections on `port` of the loopback address within `withinMs`. */
export function isPortAnswering(port: number, withinMs = 500): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, LOOPBACK);
    const answer = (answering: boolean) => {
      socket.destroy();
      resolve(answering);
    };
    socket.setTimeout(withinMs, () => answer(false));
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}
