import { z } from "zod";
import { RUN_VARIABLE_PREFIX } from "./kubernetes-job.ts";

const Word = z
  .string()
  .max(32_768)
  .regex(/^[^\0]*$/, "must not contain NUL characters");

const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,252}$/;
/** Decide which code runs, whatever the program is that an operator has allowed. */
const CODE_VARIABLES =
  /^(PATH|LD_.*|DYLD_.*|ENV|BASH_ENV|SHELLOPTS|NODE_OPTIONS|BUN_OPTIONS|PYTHON(PATH|HOME|STARTUP)|PERL5(LIB|OPT)|RUBY(OPT|LIB)|JAVA_TOOL_OPTIONS)$/;

const Environment = z
  .record(
    z
      .string()
      .regex(
        VARIABLE_NAME,
        "must be the name of an environment variable: letters, digits and underscores, no digit first",
      )
      .refine(
        (name) => !name.startsWith(RUN_VARIABLE_PREFIX),
        `must not begin with ${RUN_VARIABLE_PREFIX}, which tells the command about its run`,
      )
      .refine(
        (name) => !CODE_VARIABLES.test(name),
        "must not be a variable that decides which code runs; use a program that sets it",
      ),
    Word,
  )
  .refine((variables) => Object.keys(variables).length <= 128, "must not have more than 128 variables");

/** A process on a worker that allows its program; it succeeds when it ends with an expected exit code. */
export const CommandTarget = z
  .object({
    type: z.literal("command"),
    /** The program and its arguments; with `shell` a script, and what it finds in `$1` and on. */
    argv: z.array(Word).min(1).max(256),
    /** Whether `sh` runs the first of `argv` as a script. */
    shell: z.boolean().default(false),
    /** Absent: a folder of its own that is removed afterwards. */
    workingDirectory: z
      .string()
      .max(4_096)
      .regex(/^\/[^\0]*$/, "must be an absolute path")
      .optional(),
    environment: Environment.default({}),
    /** Empty: 0. */
    expectedExitCodes: z.array(z.int().min(0).max(255)).max(32).default([]),
  })
  .superRefine(({ argv: [first], shell }, context) => {
    // refused already
    if (first === undefined) return;
    const message = shell ? refusalOfScript(first) : refusalOfProgram(first);
    if (message !== undefined) context.addIssue({ code: "custom", path: ["argv", 0], message });
  });
export type CommandTarget = z.output<typeof CommandTarget>;

function refusalOfProgram(program: string): string | undefined {
  if (program === "") return "must not be empty";
  if (program.includes("{{")) return "must not be a template: which program runs is not for a value to say";
  if (program.startsWith("/") || !program.includes("/")) return undefined;
  return "must be the name of a program or its absolute path";
}

// the value of a template would be run as a part of the script
function refusalOfScript(script: string): string | undefined {
  if (script.trim() === "") return "must not be empty";
  if (!script.includes("{{")) return undefined;
  return 'must not contain {{ in a shell script; give the value as a further entry and write "$1"';
}
