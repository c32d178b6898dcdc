import type { Setting } from "./setting.ts";

/** A setting, and the processes that read it with the same meaning. */
interface Row extends Setting {
  processes: string[];
}

/** A Markdown table of the settings of all processes; those that several share stand in it once, and first. */
export function writeSettingsTable(settings: ReadonlyMap<string, readonly Setting[]>): string {
  const rows = new Map<string, Row>();
  for (const [process, ofProcess] of settings) {
    for (const setting of ofProcess) {
      const key = JSON.stringify(setting);
      const row = rows.get(key) ?? { ...setting, processes: [] };
      row.processes.push(process);
      rows.set(key, row);
    }
  }
  const everywhere = [...rows.values()].toSorted(
    (a, b) => b.processes.length - a.processes.length || a.name.localeCompare(b.name, "en"),
  );
  const cells = everywhere.map((row) => [
    `\`${row.name}\``,
    row.isRequired ? "**required**" : row.default === undefined ? "–" : `\`${row.default}\``,
    row.meaning,
    row.values,
    row.processes.length === settings.size ? "all" : row.processes.join(", "),
  ]);
  return writeTable(["variable", "default", "meaning", "value", "read by"], cells);
}

/** As the formatter of this repository wants a table: its columns aligned. */
function writeTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows].map((row) =>
    row.map((text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;")),
  );
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const write = (line: readonly string[]) =>
    `| ${widths.map((width, column) => (line[column] ?? "").padEnd(width)).join(" | ")} |`;
  const [first = [], ...rest] = lines;
  const rule = widths.map((width) => "-".repeat(width));
  return [first, rule, ...rest].map(write).join("\n");
}

const BEGIN = "<!-- settings: written by `bun run settings` -->";
const END = "<!-- /settings -->";

/** The text of a page with a new table between its marks. @throws when the marks are not there */
export function replaceSettingsTable(page: string, table: string): string {
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`the page lacks ${BEGIN} … ${END}`);
  return `${page.slice(0, before)}${BEGIN}\n\n${table}\n\n${page.slice(after)}`;
}
