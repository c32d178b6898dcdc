import type { Payload } from "@repo/core";
import { type JsonValue, renderTemplate, type TemplateValues, writeScalar } from "./template.ts";

/**
 * The payload with the templates in its texts filled in; its keys stay as they are. The values are those of the run and
 * schedule alone: a payload does not refer to itself.
 *
 * @throws TargetError naming what is not understood
 */
export function renderPayload(payload: Payload, values: TemplateValues): Payload {
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, renderValue(value, values)]));
}

function renderValue(value: JsonValue, values: TemplateValues): JsonValue {
  if (typeof value === "string") return renderTemplate(value, values, writeScalar);
  if (Array.isArray(value)) return value.map((item) => renderValue(item, values));
  if (typeof value === "object" && value !== null) return renderPayload(value, values);
  return value;
}
