import type { z } from "zod";
import { StartupError } from "./startup-error.ts";

/** The environment as a process sees it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables whose value is never shown, because it is or may hold a secret. */
const SECRET_NAME = /PASSWORD|SECRET|TOKEN|KEY|CREDENTIAL|URL|DSN|COOKIE/;
const SHOWN_LENGTH = 60;

/**
 * Reads a process's settings from its environment. An empty variable counts as one that is not set.
 *
 * @throws StartupError naming every variable that is wrong, one line each, with what would be right.
 */
export function loadConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Environment,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, env[name] === "" ? undefined : env[name]]),
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

function valueShown(name: string, value: string | undefined): string {
  if (value === undefined) return " is not set";
  if (SECRET_NAME.test(name) || value.includes("@")) return "";
  return `=${value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value}`;
}
