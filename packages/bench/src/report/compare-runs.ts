import { formatFigure, formatRatio } from "./format-figure.ts";
import type { Row } from "./work-report.ts";
import { writeTable } from "./write-markdown.ts";

/** The same rows of two runs of the bench in one table: what is to be reached should be reached in both. */
export function compareRuns(first: readonly Row[], second: readonly Row[]): string {
  const rowsOfRuns = [first, second].map((rows) => new Map(rows.map((row) => [nameOf(row), row])));
  const names = new Set([...first, ...second].map(nameOf));
  return alignTable([
    ["work", "baseline", "first run", "ratio", "second run", "ratio", "to reach"],
    ...[...names].map((name) => {
      const runs = rowsOfRuns.map((rows) => rows.get(name));
      const some = runs.find((row) => row !== undefined);
      return [
        some?.what ?? "",
        baselineOf(some),
        ...runs.flatMap((row) => (row ? [formatFigure(row.ours), ratioOf(row)] : ["–", "–"])),
        verdictOf(runs),
      ];
    }),
  ]);
}

function nameOf({ what, baseline }: Row): string {
  return `${what} | ${baseline?.name ?? ""}`;
}

function baselineOf(row: Row | undefined): string {
  return row?.baseline ? `${row.baseline.name}, ${formatFigure(row.baseline.figure)}` : "–";
}

function ratioOf({ ratio }: Row): string {
  return ratio ? formatRatio(ratio) : "–";
}

function verdictOf(runs: readonly (Row | undefined)[]): string {
  const toReach = runs.find((row) => row?.toReach !== undefined)?.toReach;
  if (toReach === undefined) return "–";
  return `${toReach} ${runs.flatMap((row) => (row ? [row.reached ? "✓" : "✗"] : [])).join("")}`;
}

/** A table whose source is as readable as what is made of it; figures to the right. */
function alignTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const isFigure = (column: number) => column >= 2 && column < head.length - 1;
  const pad = (text: string, column: number) =>
    isFigure(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  const rule = widths.map((width, column) =>
    isFigure(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return writeTable(
    head.map(pad),
    body.map((row) => row.map(pad)),
    rule,
  );
}
