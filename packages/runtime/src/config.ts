import { readFileSync } from "node:fs";
import type { z } from "zod";
import { StartupError } from "./startup-error.ts";

/** The environment as a process sees it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables whose value is never shown, because it is or may hold a secret. */
const SECRET_NAME = /PASSWORD|SECRET|TOKEN|KEY|CERTIFICATE|CREDENTIAL|URL|DSN|COOKIE/;
const SHOWN_LENGTH = 60;

/**
 * Reads a process's settings from its environment. An empty variable counts as one that is not set. Instead of `NAME`,
 * `NAME_FILE` may name a file that holds the value, as secrets are mounted.
 *
 * @throws StartupError naming every variable that is wrong, one line each, with what would be right.
 */
export function loadConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Environment,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, env[name] || readMounted(`${name}_FILE`, env)]),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = path.join(".") || "settings";
    return `  ${name}${valueShown(name, given[name])}: ${message}`;
  });
  const count = lines.length === 1 ? "1 setting is" : `${lines.length} settings are`;
  throw new StartupError(`${count} missing or wrong in the environment:\n${lines.join("\n")}`);
}

function readMounted(name: string, env: Environment): string | undefined {
  const file = env[name];
  if (!file) return undefined;
  try {
    return readFileSync(file, "utf8").trim() || undefined;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    throw new StartupError(`the file that ${name}=${file} names cannot be read: ${reason}`);
  }
}

function valueShown(name: string, value: string | undefined): string {
  if (value === undefined) return " is not set";
  if (SECRET_NAME.test(name) || value.includes("@")) return "";
  return `=${value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value}`;
}
