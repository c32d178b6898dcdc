import { z } from "zod";

/** What a process reads under one name from its environment. */
export interface Setting {
  name: string;
  /** What it is good for. */
  meaning: string;
  /** What it may be, in the words in which a wrong one is refused. */
  values: string;
  isRequired: boolean;
  /** As one would write it; undefined when there is none. */
  default: string | undefined;
}

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** A length of time in the largest unit that shows all of it, such as `90s` or `30d`. */
export function formatDuration(durationMs: number): string {
  const [unit, unitMs] = UNITS.find(([, ms]) => durationMs % ms === 0) ?? ["ms", 1];
  return `${durationMs / unitMs}${unit}`;
}

/** One setting of a schema, as `loadConfig` reads it. */
export function describeSetting(name: string, schema: z.core.$ZodType, meaning: string): Setting {
  const { inner, isRequired, standard } = unwrap(schema);
  const values = expectationOf(inner);
  return { name, meaning, values, isRequired, default: formatDefault(standard, values) };
}

interface Unwrapped {
  inner: z.core.$ZodType;
  isRequired: boolean;
  standard: unknown;
}

function unwrap(schema: z.core.$ZodType): Unwrapped {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return { inner: schema.def.innerType, isRequired: false, standard: schema.def.defaultValue };
  }
  if (schema instanceof z.ZodOptional) {
    return { inner: schema.def.innerType, isRequired: false, standard: undefined };
  }
  return { inner: schema, isRequired: true, standard: undefined };
}

/** No setting can be this, so what is said against it says what would be right. */
const NEVER_RIGHT = "\u0000";

function expectationOf(schema: z.core.$ZodType): string {
  const result = z.safeParse(schema, NEVER_RIGHT);
  const message = result.success ? "" : (result.error.issues[0]?.message ?? "");
  const [, expectation = "text"] = /^must (?:be|have) (.*?)(?:, for example .*)?$/.exec(message) ?? [];
  return expectation;
}

function formatDefault(standard: unknown, values: string): string | undefined {
  if (standard === undefined || standard === "") return undefined;
  if (typeof standard === "number" && values.includes("duration")) return formatDuration(standard);
  return Array.isArray(standard) ? standard.join(",") : String(standard);
}
