import { StartupError } from "@repo/runtime";

/** `apply` changes the database; `wait` only looks, until somebody else has. */
export type Task = "apply" | "wait";

/** @throws StartupError for anything but nothing, `apply` and `wait` */
export function parseTask(args: readonly string[]): Task {
  const [task = "apply", ...rest] = args;
  if ((task === "apply" || task === "wait") && rest.length === 0) return task;
  throw new StartupError(`there is no task "${args.join(" ")}": say apply, the default, or wait`);
}
