import { HandlerName } from "@repo/core";
import { StartupError } from "@repo/runtime";
import type { HandlerFunction, Handlers } from "./define-handler.ts";

/** @throws StartupError naming a handler that no schedule could name */
export function readHandlers(handlers: Handlers): ReadonlyMap<string, HandlerFunction> {
  for (const name of Object.keys(handlers)) {
    const { error } = HandlerName.safeParse(name);
    if (error !== undefined) throw new StartupError(`the handler "${name}": ${error.issues[0]?.message}`);
  }
  return new Map(Object.entries(handlers));
}
