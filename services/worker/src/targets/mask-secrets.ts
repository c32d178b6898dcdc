import type { ResolvedSecret, TargetResult } from "./target-handler.ts";
import type { JsonValue } from "./template.ts";

const MASK = "[secret]";
/** A shorter piece of a secret at the edge of a text tells nothing and would mask ordinary text. */
const MIN_PIECE = 4;

/** Takes secrets out of texts, in every form in which they were or may have been written. */
export type Mask = (text: string) => string;

export function createMask(secrets: readonly ResolvedSecret[]): Mask {
  const forms = [...new Set(secrets.flatMap(({ value }) => writtenForms(value)))];
  // the longest first: a form may be a part of another
  forms.sort((a, b) => b.length - a.length);
  return (text) => {
    let masked = text;
    for (const form of forms) masked = masked.replaceAll(form, MASK);
    return maskEndAtBeginning(maskBeginningAtEnd(masked, forms), forms);
  };
}

/** The result of an attempt as it may be stored, logged and shown. */
export function maskResult(result: TargetResult, mask: Mask): TargetResult {
  const { message, output } = result;
  return {
    ...result,
    ...(message !== undefined && { message: mask(message) }),
    ...(output !== undefined && { output: maskObject(output, mask) }),
  } as TargetResult;
}

/** An output as it may be stored and shown. */
export function maskObject(object: Record<string, JsonValue>, mask: Mask): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [mask(key), maskValue(value, mask)]),
  );
}

function maskValue(value: JsonValue, mask: Mask): JsonValue {
  if (typeof value === "string") return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, mask));
  if (typeof value === "object" && value !== null) return maskObject(value, mask);
  return value;
}

/** A response that echoes the request may have it escaped or encoded. */
function writtenForms(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll("%20", "+"),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    bytes.toString("hex"),
  ];
}

/** An excerpt may have been cut in the middle of a secret. */
function maskBeginningAtEnd(text: string, forms: readonly string[]): string {
  for (const form of forms) {
    const longest = Math.min(form.length - 1, text.length);
    for (let length = longest; length >= MIN_PIECE; length--) {
      if (text.endsWith(form.slice(0, length))) return text.slice(0, -length) + MASK;
    }
  }
  return text;
}

/** The end of a log may begin in the middle of a secret. */
function maskEndAtBeginning(text: string, forms: readonly string[]): string {
  for (const form of forms) {
    const longest = Math.min(form.length - 1, text.length);
    for (let length = longest; length >= MIN_PIECE; length--) {
      if (text.startsWith(form.slice(-length))) return MASK + text.slice(length);
    }
  }
  return text;
}
