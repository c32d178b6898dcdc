import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Notice, noticeOf } from "./log-line.ts";

/** A text that comes again within this time is not worth another line. */
const REPEATED_WITHIN_MS = 10_000;

export interface ServiceLog {
  receive(line: string, stream: "stdout" | "stderr"): void;
  close(): void;
}

/** Writes a service's output to a file, from the start of this session on, and reports what is wrong. */
export function openServiceLog(path: string, onNotice: (notice: Notice) => void): ServiceLog {
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  const shownAtByText = new Map<string, number>();
  return {
    receive(line, stream) {
      file.write(`${line}\n`);
      const notice = noticeOf(line, stream);
      if (notice === undefined) return;
      const now = performance.now();
      const shownAt = shownAtByText.get(notice.text);
      if (shownAt !== undefined && now - shownAt < REPEATED_WITHIN_MS) return;
      shownAtByText.set(notice.text, now);
      onNotice(notice);
    },
    close: () => file.end(),
  };
}
