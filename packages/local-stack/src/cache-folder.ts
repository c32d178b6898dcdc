import { accessSync, constants, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { makeOwnFolder } from "./private-folder.ts";

/** Where downloads are kept between runs: `.data/cache` of the checkout, or a folder of our own when that is read-only. */
export function cacheFolder(): string {
  const inCheckout = resolve(import.meta.dirname, "../../../.data/cache");
  try {
    mkdirSync(inCheckout, { recursive: true });
    accessSync(inCheckout, constants.W_OK);
    return inCheckout;
  } catch {
    const elsewhere = join(tmpdir(), `distributed-scheduler-cache-${process.getuid?.() ?? "user"}`);
    makeOwnFolder(elsewhere, 0o700);
    return elsewhere;
  }
}
