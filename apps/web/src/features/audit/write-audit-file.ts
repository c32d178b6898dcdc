import type { AuditEvent } from "@repo/core";

const COLUMNS = [
  "occurredAt",
  "actor",
  "action",
  "subjectId",
  "subjectName",
  "credential",
  "address",
  "requestId",
  "changes",
] as const;

/** Events as JSON, times in UTC. */
export function writeAuditJson(events: readonly AuditEvent[]): string {
  return `${JSON.stringify(events, undefined, 2)}\n`;
}

/** Events as a table after RFC 4180, with a header; changes as JSON in one cell. */
export function writeAuditCsv(events: readonly AuditEvent[]): string {
  const rows = events.map((event) =>
    COLUMNS.map((column) => {
      const value = event[column];
      if (value instanceof Date) return value.toISOString();
      return typeof value === "string" ? value : value.length === 0 ? "" : JSON.stringify(value);
    }),
  );
  return [[...COLUMNS], ...rows].map((row) => `${row.map(quoteCell).join(",")}\r\n`).join("");
}

/** What others have named must not become a formula in the spreadsheet of an administrator. */
function quoteCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
