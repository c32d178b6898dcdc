import { formatBytes, formatFigure, formatNumber, formatRatio } from "./format-figure.ts";
import type { Row, UsageRow, WorkReport } from "./work-report.ts";

/** The report of a work as markdown, under its title. */
export function writeMarkdown(title: string, { rows, usage = [], notes = [] }: WorkReport): string {
  const parts = [
    `### ${title}`,
    writeTable(
      ["work", "here", "baseline", "ratio", "to reach"],
      rows.map((row) => [
        row.what,
        formatFigure(row.ours),
        row.baseline ? `${formatFigure(row.baseline.figure)} ${row.baseline.name}` : "–",
        row.ratio ? formatRatio(row.ratio) : "–",
        verdictOf(row),
      ]),
    ),
    ...usage
      // all zeros where there is no /proc to read
      .filter(({ rows }) => rows.some(({ memoryBytes }) => memoryBytes > 0))
      .flatMap((table) => [`${table.title}:`, writeUsage(table.rows)]),
    notes.map((note) => `- ${note}`).join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function verdictOf({ toReach, reached }: Row): string {
  if (toReach === undefined) return "–";
  return reached ? `${toReach} ✓` : `${toReach} ✗`;
}

function writeUsage(rows: readonly UsageRow[]): string {
  return writeTable(
    ["process", "CPU seconds per million runs", "memory"],
    rows.map((row) => [row.process, formatNumber(row.cpuSecondsPerMillion), formatBytes(row.memoryBytes)]),
  );
}

/** @param rule what stands between head and rows, one dash and more for each column */
export function writeTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rule: readonly string[] = head.map(() => "---"),
): string {
  const lines = [head, rule, ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
