import { z } from "zod";

const ServiceLogLine = z.object({
  level: z.string(),
  msg: z.string().default(""),
  err: z.object({ message: z.string() }).optional(),
});

/** What a line of a service's output has to say to a person. */
export interface Notice {
  level: "warn" | "error";
  text: string;
}

/**
 * Reads one line of output. Services log JSON; anything else comes from a runtime that has something to complain
 * about.
 *
 * @returns undefined for what only belongs into the log file
 */
export function noticeOf(line: string, stream: "stdout" | "stderr"): Notice | undefined {
  const parsed = ServiceLogLine.safeParse(tryParseJson(line));
  if (!parsed.success) {
    return stream === "stderr" && line.trim() !== "" ? { level: "error", text: line.trim() } : undefined;
  }
  const { level, msg, err } = parsed.data;
  const text = [msg, err?.message].filter(Boolean).join(": ");
  if (level === "warn") return { level: "warn", text };
  return level === "error" || level === "fatal" ? { level: "error", text } : undefined;
}

function tryParseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
