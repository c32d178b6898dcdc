import type { Payload } from "@repo/core";
import { TargetError } from "./target-error.ts";
import type { TargetContext } from "./target-handler.ts";

/*
 * `{{ name }}` in a text is replaced by a value; nothing else is understood: no logic, no filters. `{{{{` writes `{{`.
 * Names are `run.id`, `run.dueAt`, `run.fireAt`, `run.attempt`, `schedule.id`, `schedule.name`, `secrets.NAME` (not in
 * URLs, which end up in logs) and, where the payload is known, `payload` and everything in it (`payload.items.0.name`).
 * An unknown name is an error, never empty text.
 */

export type JsonValue = Payload[string];

/** What the names of a template mean. */
export type TemplateValues = Record<string, JsonValue>;

/** One piece of a template: text to copy, or the name of a value. */
export type TemplatePart = { text: string } | { name: string };

/** How a value is written into the text around it. */
export type WriteValue = (value: JsonValue, name: string) => string;

/** The longest text a template may grow to. */
export const MAX_RENDERED_LENGTH = 1_048_576;

/** What a template may name where the payload is known. */
export function templateValuesWithPayloadOf(context: TargetContext): TemplateValues {
  const { payload } = context;
  return { ...templateValuesOf(context), ...(payload && { payload }) };
}

/** What every template may name, that of the payload included. */
export function templateValuesOf(context: Pick<TargetContext, "run" | "secrets">): TemplateValues {
  const { run, secrets } = context;
  return {
    run: {
      id: run.id,
      dueAt: run.dueAt.toISOString(),
      fireAt: run.fireAt.toISOString(),
      attempt: run.attempt,
    },
    schedule: { id: run.scheduleId, name: run.scheduleName },
    ...(secrets.length > 0 && {
      secrets: Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
    }),
  };
}

/** @throws TargetError naming what is not understood */
export function renderTemplate(template: string, values: TemplateValues, write: WriteValue): string {
  let rendered = "";
  for (const part of parseTemplate(template)) {
    rendered += "text" in part ? part.text : write(findValue(values, part.name), part.name);
    checkRenderedLength(rendered);
  }
  return rendered;
}

/** @throws TargetError when a template repeats large values until the text is out of bounds */
export function checkRenderedLength(rendered: string): void {
  if (rendered.length > MAX_RENDERED_LENGTH) {
    throw new TargetError(
      `the text is longer than ${MAX_RENDERED_LENGTH} characters with its values filled in`,
    );
  }
}

/** A value as plain text. @throws TargetError when it is not a string, number or boolean */
export function writeScalar(value: JsonValue, name: string): string {
  if (typeof value === "object") {
    const kind = value === null ? "null" : Array.isArray(value) ? "a list" : "an object";
    throw new TargetError(`{{ ${name} }} is ${kind}; only text, numbers and booleans can be written here`);
  }
  return String(value);
}

// `{{{{` comes first, so that it is not taken for the start of a name
const MARK = /\{\{\{\{|\{\{([^{}]{0,200})\}\}|\{\{/g;

/** @throws TargetError when a name is not closed */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(MARK)) {
    parts.push({ text: template.slice(end, match.index) });
    end = match.index + match[0].length;
    if (match[0] === "{{{{") parts.push({ text: "{{" });
    else if (match[1] !== undefined) parts.push({ name: match[1].trim() });
    else throw new TargetError("{{ is not closed by }}; write {{{{ for the two braces themselves");
  }
  parts.push({ text: template.slice(end) });
  return parts;
}

/** @throws TargetError when there is no such value */
export function findValue(values: TemplateValues, name: string): JsonValue {
  let value: JsonValue | undefined = values;
  for (const key of name.split(".")) value = ownValue(value, key);
  if (value === undefined) throw new TargetError(explainName(values, name));
  return value;
}

// own keys only: nothing inherited, such as `constructor`, and no `length` of a text or list
function ownValue(container: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof container !== "object" || container === null) return undefined;
  if (Array.isArray(container)) return /^\d+$/.test(key) ? container[Number(key)] : undefined;
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function explainName(values: TemplateValues, name: string): string {
  const known = Object.entries(values).flatMap(([group, value]) =>
    group === "payload" || typeof value !== "object" || value === null
      ? [`${group}.…`]
      : Object.keys(value).map((key) => `${group}.${key}`),
  );
  return `{{ ${name} }} is not known; there is ${known.join(", ")}`;
}
