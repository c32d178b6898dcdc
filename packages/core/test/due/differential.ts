import { type CategoryId, EXPLANATIONS, explanationOf } from "./disagreement-explanations.ts";
import { evaluateWithEngine, LIBRARIES, type Library } from "./libraries.ts";
import { findTransitions } from "./local-clock.ts";

/** One question put to the engine and the libraries: what is due in this window? */
interface Question {
  expression: string;
  timeZone: string;
  from: Date;
  until: Date;
  /** Seconds by which the clock jumps in the window. */
  shift: number;
}

export interface Disagreement {
  library: string;
  /** Undefined if nobody has explained it yet. */
  category: CategoryId | undefined;
  expression: string;
  timeZone: string;
  engine: string;
  theirs: string;
}

export interface DifferentialResult {
  questions: number;
  disagreements: Disagreement[];
}

const HOUR_MS = 3_600_000;

/** Fixed times, elapsed times, and both with a seconds field; each is asked around each change of the clock. */
const TIME_EXPRESSIONS = [
  "30 2 * * *",
  "15 2 * * *",
  "0 2 * * *",
  "0 3 * * *",
  "30 1 * * *",
  "0 0 * * *",
  "30 0 * * *",
  "59 23 * * *",
  "0 12 * * *",
  "0 1,2,3 * * *",
  "0,30 0-3 * * *",
  "0 0-23 * * *",
  "15 30 2 * * *",
  "0 * * * *",
  "30 * * * *",
  "*/30 * * * *",
  "*/15 2 * * *",
  "*/20 0-1 * * *",
  "30 */2 * * *",
  "*/30 30 2 * * *",
];

/** A zone and the years whose changes are asked about. */
const CHANGES = [
  ["America/New_York", 2026],
  ["Europe/Vienna", 2026],
  ["Australia/Lord_Howe", 2026],
  ["Africa/Cairo", 2026],
  ["Asia/Beirut", 2026],
  ["America/Santiago", 2026],
  ["Africa/Casablanca", 2026],
  ["Antarctica/Troll", 2026],
  ["Pacific/Apia", 2011],
  ["Asia/Pyongyang", 2018],
  ["America/Caracas", 2007],
  ["Europe/Istanbul", 2016],
] as const;

/** What a parser may take differently, and how the day fields combine; asked in UTC over some years. */
const SYNTAX_EXPRESSIONS = [
  "0 0 13 * 5",
  "0 0 */2 * 1",
  "0 0 13 * */2",
  "0 0 1-31 * 1",
  "0 0 13 * 0-6",
  "0 0 L * *",
  "0 0 1,L * *",
  "0 0 L-3 * *",
  "0 0 LW * *",
  "0 0 15W * *",
  "0 0 1W * *",
  "0 0 31W * *",
  "0 0 1,15W * *",
  "0 0 * * 5L",
  "0 0 * * 1,5L",
  "0 0 * * L",
  "0 0 * * 1#1",
  "0 0 * * MON#5",
  "0 0 * * 1#1,3#3",
  "0 0 13 * 1#1",
  "0 0 29 2 *",
  "0 0 29 2 */7",
  "0 0 30 2 *",
  "0 0 31 2 *",
  "0 0 31 2 1",
  "0 0 31 4,6 *",
  "0 0 * * FRI-MON",
  "0 0 * * 5-7",
  "0 0 * * 7",
  "0 0 * * SUN-SAT",
  "0 22-2 * * *",
  "0 0 * NOV-FEB *",
  "0 0 1 jan *",
  "0 0 ? * MON",
  "? 0 1 * *",
  "5/15 0 1 * *",
  "*/90 0 1 * *",
  "*/0 0 1 * *",
  "0,*/30 0 1 * *",
  "0,0 0 1 * *",
  "60 0 1 * *",
  "0 24 1 * *",
  "-1 0 1 * *",
  "0 0 0 * *",
  "0 0 1 13 *",
  "0 0 * * 8",
  "H H * * *",
  "H(0-7) H(9-17) * * *",
  "@daily",
  "@weekdays",
  "@midnight",
  "@every 5m",
  "@reboot",
  "0 0 1 *",
  "0 0 0 1 1 * 2030",
  "",
];

export function compareWithLibraries(): DifferentialResult {
  const questions = [...timeQuestions(), ...syntaxQuestions()];
  const disagreements = questions.flatMap((question) =>
    LIBRARIES.map((library) => compare(question, library)).filter((found) => found !== undefined),
  );
  return { questions: questions.length * LIBRARIES.length, disagreements };
}

function timeQuestions(): Question[] {
  return CHANGES.flatMap(([timeZone, year]) =>
    findTransitions(timeZone, year, year + 1).flatMap(({ at, offsetBefore, offsetAfter }) =>
      TIME_EXPRESSIONS.map((expression) => ({
        expression,
        timeZone,
        from: new Date(at * 1_000 - 4 * HOUR_MS),
        until: new Date(at * 1_000 + 50 * HOUR_MS),
        shift: offsetAfter - offsetBefore,
      })),
    ),
  );
}

function syntaxQuestions(): Question[] {
  return SYNTAX_EXPRESSIONS.map((expression) => ({
    expression,
    timeZone: "UTC",
    from: new Date(Date.UTC(2026, 0, 1)),
    until: new Date(Date.UTC(2033, 0, 1)),
    shift: 0,
  }));
}

function compare(question: Question, library: Library): Disagreement | undefined {
  const engine = answer(question, evaluateWithEngine);
  const theirs = answer(question, library.evaluate);
  const common = engine.findIndex((due, i) => due !== theirs[i]);
  const index = common === -1 ? engine.length : common;
  if (index === engine.length && theirs.length === engine.length) return undefined;

  const first = { engine: engine[index] ?? "nothing", theirs: theirs[index] ?? "nothing" };
  return {
    library: library.name,
    category: explanationOf({ ...question, ...first, library: library.name }),
    expression: question.expression,
    timeZone: question.timeZone,
    ...first,
  };
}

/** Due times of the window, or the one word "refused". */
function answer({ expression, timeZone, from, until }: Question, evaluate: Library["evaluate"]): string[] {
  const dueTimes: string[] = [];
  try {
    const nextAfter = evaluate(expression, timeZone);
    let due = nextAfter(new Date(from.getTime() - 1));
    while (due && due < until && dueTimes.length < 3_000) {
      dueTimes.push(due.toISOString().replace(".000Z", "Z"));
      due = nextAfter(due);
    }
    return dueTimes;
  } catch {
    return ["refused"];
  }
}

/** The committed table: what the libraries of these versions do differently, by category and case. */
export function writeDisagreements({ questions, disagreements }: DifferentialResult): string {
  const versions = LIBRARIES.map(({ name, version }) => `${name} ${version}`).join(" and ");
  const counts = LIBRARIES.map(
    ({ name }) => `${disagreements.filter((d) => d.library === name).length} with ${name}`,
  );
  const lines = [
    `# Where ${versions} differ from the engine`,
    "",
    "Generated by `bun run test:due-times --write-disagreements`; a test fails when it no longer holds.",
    "Each case shows the first due time (UTC) on which they differ.",
    "",
    `${questions} questions, ${disagreements.length} differences: ${counts.join(", ")}.`,
  ];
  for (const [category, explanation] of Object.entries(EXPLANATIONS)) {
    const cases = disagreements.filter((disagreement) => disagreement.category === category);
    lines.push("", `## ${category} (${cases.length})`, "", explanation, "");
    const rows = cases.map((c) => [c.library, `\`${c.expression || " "}\``, c.timeZone, c.engine, c.theirs]);
    lines.push(...writeTable(["library", "expression", "zone", "engine", "library's answer"], rows));
  }
  return `${lines.join("\n")}\n`;
}

function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const writeRow = (cells: readonly string[], fill = " ") =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  return [
    writeRow(head),
    writeRow(
      head.map(() => ""),
      "-",
    ),
    ...rows.map((row) => writeRow(row)),
  ];
}
