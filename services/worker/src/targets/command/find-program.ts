import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { join, normalize } from "node:path";
import { TargetError } from "../target-error.ts";
import type { CommandAllowList } from "./allow-list.ts";

/** Where commands find programs; the worker's own PATH is not passed on. */
export const COMMAND_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * The file of a program that may be run.
 *
 * @param program an absolute path, or a name to look up in COMMAND_PATH
 * @throws TargetError when it is not allowed or not there
 */
export async function findProgram(program: string, allow: CommandAllowList): Promise<string> {
  const candidates = program.startsWith("/")
    ? [normalize(program)]
    : COMMAND_PATH.split(":").map((folder) => join(folder, program));
  // judged before anybody looks, so that a refusal does not tell which files there are
  const allowed = candidates.filter(
    (file) => allow.all || allow.paths.has(file) || (!program.startsWith("/") && allow.names.has(program)),
  );
  if (allowed.length === 0) throw notAllowed(program, allow);
  for (const file of allowed) {
    if (await isExecutable(file)) return file;
  }
  throw new TargetError(`the program ${program} is not on this worker, or may not be executed there`);
}

function notAllowed(program: string, { names, paths }: CommandAllowList): TargetError {
  const list = [...names, ...paths];
  const rule =
    list.length === 0
      ? "this worker runs no commands: its COMMAND_TARGET_ALLOW is empty"
      : `this worker does not run ${program}, only ${list.join(", ")}`;
  return new TargetError(
    `${rule}; an operator can name the program in COMMAND_TARGET_ALLOW, here or on workers with a queue of their own`,
  );
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
