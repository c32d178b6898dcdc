import type { Applied } from "../schedules/apply-definition.ts";
import type { Paint } from "../terminal.ts";

export interface Refusal {
  name: string;
  reason: string;
}

/** What became of every entry of an import: nothing is dropped in silence. */
export interface ImportReport {
  /** Entries in the file. */
  total: number;
  counts: Record<Exclude<Applied["outcome"], "refused">, number>;
  refusals: Refusal[];
  /** What was mapped with a change, and how often. */
  notes: Map<string, number>;
  /** Entries that would be sent; given when nothing was to be changed. */
  valid?: number;
}

export function renderImportReport(report: ImportReport, paint: Paint): string[] {
  const { total, counts, refusals, notes, valid } = report;
  const row = (label: string, count: number, format: Parameters<Paint>[0]) =>
    `  ${label.padEnd(10)}${paint(count > 0 ? format : "dim", String(count).padStart(7))}`;
  const outcomes =
    valid === undefined
      ? [
          row("created", counts.created, "green"),
          row("updated", counts.updated, "yellow"),
          row("unchanged", counts.unchanged, "cyan"),
        ]
      : [row("valid", valid, "green")];
  return [
    "",
    row("entries", total, "bold"),
    ...outcomes,
    row("refused", refusals.length, "red"),
    ...section(
      "Refused",
      refusals.map(({ name, reason }) => `${paint("red", "✗")} ${name}  ${reason}`),
    ),
    ...section(
      "Not quite as it was",
      [...notes].map(([note, count]) => `${paint("yellow", String(count).padStart(5))}  ${note}`),
    ),
    ...(valid === undefined ? [] : ["", paint("dim", "  A dry run: nothing was changed.")]),
    "",
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `  ${title}`, ...lines.map((line) => `  ${line}`)];
}
