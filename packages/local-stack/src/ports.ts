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
 * Finds a free loopback port: `preferred` when it is free, so that URLs stay the same over restarts.
 * Another process may take the port before the caller binds it; callers that can, try again.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, LOOPBACK, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
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
