import { isPortAnswering } from "@repo/local-stack";
import { CliError } from "../call-failure.ts";

/** Of the first replica. */
export const DEFAULT_PORT = 50_051;

/** A port that `dev` listens on, and the option that moves it. */
export interface NamedPort {
  port: number;
  what: string;
  option: string;
}

/** Below the range that systems take ports of outgoing connections from, which may be in the way for a minute. */
export const DEFAULT_ECHO_PORT = 9_980;

/** The web UI takes this one, or the next that is free. */
export const DEFAULT_WEB_PORT = 3_000;
const WEB_PORTS_TRIED = 20;

/** The first port from `wanted` on at which nothing answers. */
export async function findFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + WEB_PORTS_TRIED; port += 1) {
    if (!(await isPortAnswering(port))) return port;
  }
  throw portsInUse([{ port: wanted, what: "web UI", option: "--web-port" }]);
}

/** @throws CliError naming every port that is in use and how to choose another */
export async function checkPortsAreFree(ports: readonly NamedPort[]): Promise<void> {
  const answers = await Promise.all(ports.map(({ port }) => isPortAnswering(port)));
  const taken = ports.filter((_, index) => answers[index]);
  if (taken.length > 0) throw portsInUse(taken);
}

export function portsInUse(taken: readonly NamedPort[]): CliError {
  const lines = taken.map(
    ({ port, what, option }) =>
      `port ${port} (${what}) is in use: stop what listens there, or choose another with ${option} <port>`,
  );
  return new CliError(`${lines.join("\n")}\nIs another \`bun run dev\` running?`);
}
