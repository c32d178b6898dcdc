import { rmSync } from "node:fs";
import { makeTemporaryDataFolder } from "@repo/local-stack";
import { readArguments } from "./arguments.ts";
import { runBench } from "./run-bench.ts";
import { selectWorks, WORKS } from "./works/index.ts";

const USAGE = `bun run bench [work …] [--size n] [--rounds n] [--smoke] [--results folder] [--profile folder]

Measures the scheduler beside its baselines, on the same Postgres and Redis in the same run. Everything takes a little
more than an hour on two cores, on a machine that has nothing else to do.

${WORKS.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join("\n")}

  --size n          the size of one work instead of its own
  --rounds n        rounds instead of the works' own
  --smoke           everything in seconds, to see that it works
  --results folder  where the figures and charts go (packages/bench/results)
  --profile folder  write CPU profiles of replicas and workers
`;

const print = (line: string) => void process.stdout.write(`${line}\n`);
const log = (line: string) => void process.stderr.write(`${line}\n`);

const folder = makeTemporaryDataFolder();
try {
  const options = readArguments(process.argv.slice(2));
  if (options.help) print(USAGE);
  else await runBench({ ...options, works: selectWorks(options.works), folder, print, log });
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
