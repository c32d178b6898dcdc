import { lstatSync, mkdirSync } from "node:fs";

/**
 * Makes a folder under a path that anybody may write to (`/tmp`, `/var/tmp`) and makes sure that it is really
 * ours: under a name that can be guessed, another user could have left a folder or a link of their own.
 */
export function makeOwnFolder(path: string, mode: number): void {
  mkdirSync(path, { recursive: true, mode });
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${path} belongs to another user: remove it and start again`);
  }
}
