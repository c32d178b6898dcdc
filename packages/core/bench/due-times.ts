import { heapStats } from "bun:jsc";
import expressions from "../test/due/fixtures/prow-cron-expressions.json";
import { COMPILE, ENGINE_NAMES, type EngineName, type Evaluator } from "./engines.ts";
import { measureInTurns, spreadOf } from "./rounds.ts";

/*
 * Due times of this engine, cron-parser and croner, in turns on the same machine and in the same run.
 *
 *   bun run packages/core/bench/due-times.ts
 */

/** Those of Kubernetes' periodic jobs that all three accept: no 30 February, no step from a single value. */
const EXPRESSIONS = expressions.filter((text) => !/ 3[01] 2 /.test(text) && !/(^|[ ,])\d+\//.test(text));
const ZONE = "America/New_York";
const ZONES = ["UTC", "America/New_York", "Europe/Vienna", "Asia/Kolkata", "Australia/Sydney"];
/** Libraries that keep much per schedule are measured with fewer of them. */
const SCHEDULES_IN_MEMORY: Record<EngineName, number> = {
  "this engine": 100_000,
  "cron-parser": 10_000,
  croner: 10_000,
};
const PROCESSES = 5;

function main(args: readonly string[]): void {
  const [mode, name] = args;
  const engine = ENGINE_NAMES.find((candidate) => candidate === name);
  if (engine) {
    print(String(mode === "--memory" ? bytesPerSchedule(engine) : compileColdMicroseconds(engine)));
    return;
  }

  print(
    `Bun ${Bun.version}, ICU ${process.versions.icu}; medians of rounds in turns, with the 10th and 90th percentile\n`,
  );
  for (const expression of ["*/5 9-17 * * 1-5", "30 2 * * *", "0 0 1 * *", "0 0 29 2 *"]) {
    compare(
      `next due time, warm: ${expression} in ${ZONE}`,
      (evaluator) => {
        let i = 0;
        return (times) => {
          for (let n = 0; n < times; n++) evaluator.next(instant(i++));
        };
      },
      expression,
    );
  }
  compareMany();
  compare(
    "due times of one day: */5 9-17 * * 1-5 (108)",
    (evaluator) => {
      const from = new Date("2026-06-01T04:00:00Z");
      const until = new Date("2026-06-02T04:00:00Z");
      if (evaluator.countIn(from, until) !== 108) throw new Error("expected 108 due times");
      return (times) => {
        for (let n = 0; n < times; n++) evaluator.countIn(from, until);
      };
    },
    "*/5 9-17 * * 1-5",
  );
  compareCompiling();
  reportProcesses(
    `compile ${EXPRESSIONS.length} expressions in a fresh process, µs each`,
    "--compile-cold",
    (value) => value.toFixed(1),
  );
  reportProcesses("memory per compiled schedule, bytes", "--memory", (value) => value.toFixed(0));
}

/** One expression, three engines. */
function compare(
  title: string,
  work: (evaluator: Evaluator) => (times: number) => void,
  expression: string,
): void {
  report(
    title,
    ENGINE_NAMES.map((name) => ({ name, run: work(COMPILE[name](expression, ZONE, "some-id")) })),
  );
}

/** All expressions of Kubernetes' periodic jobs, in five zones, each asked about another instant. */
function compareMany(): void {
  report(
    `next due time, warm: ${EXPRESSIONS.length} expressions of Kubernetes' periodic jobs in ${ZONES.length} zones`,
    ENGINE_NAMES.map((name) => {
      const evaluators = ZONES.flatMap((zone) =>
        EXPRESSIONS.map((expression) => COMPILE[name](expression, zone, "some-id")),
      );
      let i = 0;
      return {
        name,
        run: (times: number) => {
          for (let n = 0; n < times; n++, i++) evaluators[i % evaluators.length]?.next(instant(i));
        },
      };
    }),
  );
}

/** Expressions that no engine has seen, made of fields that are common. */
function compareCompiling(): void {
  report(
    "compile an expression not seen before",
    ENGINE_NAMES.map((name) => {
      let i = 0;
      return {
        name,
        run: (times: number) => {
          for (let n = 0; n < times; n++, i++) {
            const expression = `${i % 60} ${Math.floor(i / 60) % 24} ${(Math.floor(i / 1_440) % 28) + 1} ${(Math.floor(i / 40_320) % 12) + 1} *`;
            COMPILE[name](expression, ZONE, "some-id");
          }
        },
      };
    }),
  );
}

/** Instants all over 2026, the same for everybody. */
function instant(i: number): Date {
  return new Date(Date.UTC(2026, 0, 1) + ((i * 7_919_317) % 31_536_000) * 1_000);
}

function report(title: string, contenders: Parameters<typeof measureInTurns>[0]): void {
  print(title);
  for (const { name, median, low, high, ratio } of measureInTurns(contenders)) {
    const time = `${(median / 1_000).toFixed(3)} µs (${(low / 1_000).toFixed(3)}–${(high / 1_000).toFixed(3)})`;
    const times =
      name === ENGINE_NAMES[0]
        ? ""
        : `${formatRatio(ratio.median)} (${formatRatio(ratio.low)}–${formatRatio(ratio.high)})`;
    print(`  ${name.padEnd(12)} ${time.padStart(34)}   ${times}`);
  }
  print("");
}

function formatRatio(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 1 : 0)}×`;
}

/** Figures that need a process of their own: caches filled by nobody, memory used by nothing else. */
function reportProcesses(title: string, mode: string, format: (value: number) => string): void {
  print(title);
  const figures = ENGINE_NAMES.map((): number[] => []);
  for (let i = 0; i < PROCESSES; i++) {
    ENGINE_NAMES.forEach((name, index) => {
      const { stdout } = Bun.spawnSync([process.execPath, import.meta.path, mode, name]);
      figures[index]?.push(Number(stdout.toString()));
    });
  }
  ENGINE_NAMES.forEach((name, index) => {
    const { median, low, high } = spreadOf(figures[index] ?? []);
    print(`  ${name.padEnd(12)} ${`${format(median)} (${format(low)}–${format(high)})`.padStart(34)}`);
  });
  print("");
}

function compileColdMicroseconds(engine: EngineName): number {
  const startedAt = Bun.nanoseconds();
  for (const expression of EXPRESSIONS) COMPILE[engine](expression, ZONE, "some-id");
  return (Bun.nanoseconds() - startedAt) / 1_000 / EXPRESSIONS.length;
}

/** Growth of the heap, with every schedule asked once so that zones and caches are counted. */
function bytesPerSchedule(engine: EngineName): number {
  const count = SCHEDULES_IN_MEMORY[engine];
  const kept: Evaluator[] = [];
  const before = heapBytes();
  for (let i = 0; i < count; i++) {
    const evaluator = COMPILE[engine](
      EXPRESSIONS[i % EXPRESSIONS.length] ?? "",
      ZONES[i % ZONES.length] ?? "UTC",
      `0198a5c8-0000-7000-8000-${String(i).padStart(12, "0")}`,
    );
    evaluator.next(instant(i));
    kept.push(evaluator);
  }
  return (heapBytes() - before) / kept.length;
}

function heapBytes(): number {
  Bun.gc(true);
  const { heapSize, extraMemorySize } = heapStats();
  return heapSize + extraMemorySize;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2));
