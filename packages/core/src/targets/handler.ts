import { z } from "zod";

/** What a function is registered as in a worker. */
export const HandlerName = z
  .string()
  .regex(
    /^[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$/,
    "must be the name of a handler, such as send-report: 1 to 128 letters, digits, dashes, underscores, dots and slashes",
  );

/** Calls a TypeScript function that is registered in a worker program under this name. */
export const HandlerTarget = z.object({ type: z.literal("handler"), handler: HandlerName });
export type HandlerTarget = z.output<typeof HandlerTarget>;
