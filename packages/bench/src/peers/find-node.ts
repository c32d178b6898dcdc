import { spawnSync } from "node:child_process";

/** What pg-boss and graphile-worker ask for, and the release that npm has as a package for these machines. */
const OLDEST_VERSION: readonly [number, number] = [22, 18];
const PACKAGED_VERSION = "24.21.0";
const PACKAGED_FOR = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];

/**
 * The command that runs a current Node.js: the one on the PATH when it is new enough, else the one that npm packages,
 * which is fetched the first time.
 *
 * @returns undefined when there is none for this machine
 */
export function findNode(): string[] | undefined {
  if (isNewEnough(versionOf(["node"]))) return ["node"];
  const machine = `${process.platform}-${process.arch}`;
  if (!PACKAGED_FOR.includes(machine)) return undefined;
  const command = [process.execPath, "x", "--package", `node-${machine}@${PACKAGED_VERSION}`, "node"];
  return isNewEnough(versionOf(command)) ? command : undefined;
}

function versionOf([program = "", ...args]: readonly string[]): string {
  return spawnSync(program, [...args, "--version"], { encoding: "utf8" }).stdout ?? "";
}

function isNewEnough(version: string): boolean {
  const [, major = 0, minor = 0] = /^v(\d+)\.(\d+)/.exec(version.trim())?.map(Number) ?? [];
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
