import type { PlayedScenario } from "./play-scenario.ts";

const COLUMNS: readonly [title: string, of: (played: PlayedScenario) => string | number][] = [
  ["scenario", (played) => played.name],
  ["verdict", (played) => (played.problems.length === 0 ? "kept" : "BROKEN")],
  ["expected", (played) => played.expected],
  ["satisfied", (played) => played.satisfied],
  ["missed", (played) => played.missed],
  ["duplicated", (played) => played.duplicated],
  ["allowed repeats", (played) => (played.repeats === "never" ? "–" : played.repeated)],
  ["early", (played) => played.early],
  ["late p50 ms", (played) => played.lateness.p50],
  ["p99 ms", (played) => played.lateness.p99],
  ["max ms", (played) => played.lateness.max],
  ["recovery s", (played) => inSeconds(played.recoveryMs)],
  ["caught up s", (played) => inSeconds(played.caughtUpMs)],
];

/** The figures of all scenarios as a Markdown table, and what is broken below it. */
export function renderReport(played: readonly PlayedScenario[]): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    COLUMNS.map((_, i) => (i < 2 ? "---" : "---:")),
    ...played.map((scenario) => COLUMNS.map(([, of]) => String(of(scenario)))),
    totalsOf(played),
  ];
  const table = rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
  const broken = played.filter((scenario) => scenario.problems.length > 0);
  const sections = broken.map(
    ({ name, promise, seed, problems }) =>
      `\n${name} (seed ${seed}) is broken: ${promise}\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
  );
  return [table, ...sections].join("\n");
}

function totalsOf(played: readonly PlayedScenario[]): string[] {
  const sum = (of: (scenario: PlayedScenario) => number) =>
    played.reduce((total, scenario) => total + of(scenario), 0);
  const isSummed = new Set(["expected", "satisfied", "missed", "duplicated", "early"]);
  return COLUMNS.map(([title, of], i) => {
    if (i === 0) return "all";
    return isSummed.has(title) ? String(sum((scenario) => Number(of(scenario)))) : "";
  });
}

function inSeconds(ms: number | undefined): string {
  return ms === undefined ? "–" : (ms / 1_000).toFixed(1);
}
