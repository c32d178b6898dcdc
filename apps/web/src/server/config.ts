import "server-only";
import { loadConfig } from "@repo/runtime";
import { Config } from "./settings.ts";

let loaded: Config | undefined;

/** @throws StartupError naming every variable that is wrong */
export function readConfig(): Config {
  loaded ??= loadConfig(Config, process.env);
  return loaded;
}
