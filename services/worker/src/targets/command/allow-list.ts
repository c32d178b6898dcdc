import { normalize } from "node:path";
import { z } from "zod";

/** Which programs command targets may run. */
export interface CommandAllowList {
  /** Whether any program may be run. */
  all: boolean;
  /** By the name under which they are found in the command's PATH. */
  names: ReadonlySet<string>;
  /** By absolute path. */
  paths: ReadonlySet<string>;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,254}$/;
const EXPECTED =
  "must be names or absolute paths of programs separated by commas, such as /usr/bin/pg_dump,report";

/** Reads a list such as `/usr/bin/pg_dump, report`; `*` allows every program, empty none. */
export const CommandAllowList = z.string().transform((text, issues): CommandAllowList => {
  const entries = text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const isPath = (entry: string) =>
    entry.startsWith("/") && normalize(entry) === entry && !entry.endsWith("/");
  if (!entries.every((entry) => entry === "*" || NAME.test(entry) || isPath(entry))) {
    issues.addIssue({ code: "custom", message: EXPECTED, input: text });
  }
  return {
    all: entries.includes("*"),
    names: new Set(entries.filter((entry) => NAME.test(entry))),
    paths: new Set(entries.filter(isPath)),
  };
});
