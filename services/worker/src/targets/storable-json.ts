import type { Output } from "@repo/core";
import type { JsonValue } from "./template.ts";

/** What is kept of a value that somebody else made, in bytes of JSON. */
const MAX_BYTES = 16_384;
const EXCERPT_CHARACTERS = 4_096;
const MESSAGE_CHARACTERS = 1_000;

// JSON.stringify writes NUL so, and half a character; behind an even number of backslashes it is not text
const NOT_STORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/**
 * Any value as an output that Postgres can store: an object as it is, anything else under `key`. What is too large or
 * cannot be written as JSON is said in the output instead: the work behind it is done, and must not fail for that.
 */
export function storableOutput(value: unknown, key: string): Output | undefined {
  if (value === undefined || value === null) return undefined;
  let text: string | undefined;
  try {
    text = JSON.stringify(value)?.replaceAll(NOT_STORABLE, "$1\\ufffd");
  } catch (error) {
    return { problem: storableMessage(`what came back cannot be written as JSON: ${messageOf(error)}`) };
  }
  if (text === undefined) return { problem: `what came back is a ${typeof value}, which is no JSON` };
  if (new TextEncoder().encode(text).byteLength > MAX_BYTES) {
    return { excerpt: text.slice(0, EXCERPT_CHARACTERS).toWellFormed(), truncated: true };
  }
  const parsed: JsonValue = JSON.parse(text);
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : { [key]: parsed };
}

/** A text that somebody else wrote, as a message: bounded, and without what Postgres cannot store. */
export function storableMessage(text: string): string {
  return text.slice(0, MESSAGE_CHARACTERS).replaceAll("\0", "\ufffd").toWellFormed();
}

/** What was thrown, in its own words and without its stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
