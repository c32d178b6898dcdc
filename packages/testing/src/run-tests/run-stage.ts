import type { Supervisor } from "@repo/local-stack";
import type { Stage } from "./stages.ts";
import { countTests, type TestCounts } from "./test-counts.ts";

/** A stage that takes longer hangs. */
const STAGE_LIMIT_MS = 20 * 60_000;

export interface StageContext {
  supervisor: Supervisor;
  workingDirectory: string;
  environment: Readonly<Record<string, string>>;
  write: (text: string) => void;
}

/** Runs one stage, passing its output on, and counts what it tested; a failed check counts as one failed test. */
export async function runStage(stage: Stage, context: StageContext): Promise<TestCounts> {
  const { supervisor, workingDirectory, environment, write } = context;
  const { testFiles } = stage;
  if (testFiles?.length === 0) {
    // `bun test` without a file would run all there are
    write("there are no test files\n");
    return { passed: 0, failed: 1 };
  }
  const lines: string[] = [];
  const stageProcess = await supervisor.start({
    name: stage.name,
    command: [...stage.command, ...(testFiles ?? [])],
    workingDirectory,
    environment,
    onLine: (line) => {
      lines.push(line);
      write(`${line}\n`);
    },
  });
  const { code } = await stageProcess.waitForExit(STAGE_LIMIT_MS).catch(async (error: Error) => {
    write(`${error.message}: ended\n`);
    return stageProcess.stop();
  });
  if (testFiles !== undefined) return countTests(lines, code);
  return { passed: 0, failed: code === 0 ? 0 : 1 };
}
