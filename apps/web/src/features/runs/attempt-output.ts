import type { Output } from "@repo/core";
import { formatDuration } from "@/lib/format-time.ts";

/** A long text of an output, such as a log or the body of a response. */
export interface OutputText {
  /** What it is: `Log`, `Response`. */
  title: string;
  text: string;
  /** Only a part of it is kept. */
  isTruncated: boolean;
}

/** What a target said about itself, taken apart for people. */
export interface ReadOutput {
  texts: OutputText[];
  /** The rest, with words for names. */
  facts: { name: string; value: string }[];
}

const TEXTS = [
  { field: "excerpt", truncatedField: "truncated", title: "Response" },
  { field: "log", truncatedField: "logTruncated", title: "Log" },
  { field: "stdout", truncatedField: "stdoutTruncated", title: "Standard output" },
  { field: "stderr", truncatedField: "stderrTruncated", title: "Standard error" },
] as const;

const TEXT_FIELDS: ReadonlySet<string> = new Set(TEXTS.flatMap((text) => [text.field, text.truncatedField]));

export function readOutput(output: Output | undefined): ReadOutput {
  if (output === undefined) return { texts: [], facts: [] };
  const texts = TEXTS.flatMap(({ field, truncatedField, title }) => {
    const text = output[field];
    if (typeof text !== "string") return [];
    const isTruncated = output[truncatedField] === true;
    return [{ title, text: isTruncated ? stripEscapes(text) : indentJson(stripEscapes(text)), isTruncated }];
  });
  const facts = Object.entries(output)
    .filter(([field]) => !TEXT_FIELDS.has(field))
    .map(([field, value]) => factOf(field, value));
  return { texts, facts };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-_])/g;

/** Without the sequences that colour text in a terminal. */
export function stripEscapes(text: string): string {
  return text.replaceAll(ESCAPES, "");
}

/** JSON of one line, as most servers send it, is hard to read. Everything else stays as it is. */
function indentJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** Lengths carry their unit in the field's name: `durationMs`, 1200 becomes `Duration`, `1.2 s`. */
function factOf(field: string, value: unknown): { name: string; value: string } {
  if (typeof value === "number" && field.endsWith("Ms")) {
    return { name: wordsOf(field.slice(0, -"Ms".length)), value: formatDuration(value) };
  }
  return { name: wordsOf(field), value: typeof value === "string" ? value : JSON.stringify(value) };
}

/** `exitCode` becomes `Exit code`. */
function wordsOf(field: string): string {
  const words = field.replaceAll(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
