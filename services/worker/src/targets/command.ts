import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandTarget } from "@repo/core";
import type { CommandAllowList } from "./command/allow-list.ts";
import { outputSoFar, resultOfProcess } from "./command/command-result.ts";
import { findProgram } from "./command/find-program.ts";
import { signalGroup } from "./command/process-group.ts";
import { renderCommand } from "./command/render-command.ts";
import { runProcess } from "./command/run-process.ts";
import { TargetError } from "./target-error.ts";
import type { TargetHandler } from "./target-handler.ts";

export interface CommandTargetConfig {
  allow: CommandAllowList;
}

export interface CommandTargetExecutor {
  execute: TargetHandler<CommandTarget>;
  /** Ends what still runs. */
  close(): void;
}

/** @param config absent: this worker runs no commands */
export function createCommandTarget(config: CommandTargetConfig | undefined): CommandTargetExecutor {
  const allow = config?.allow ?? { all: false, names: new Set<string>(), paths: new Set<string>() };
  const live = new Set<number>();
  const endAll = () => {
    for (const groupId of live) signalGroup(groupId, "SIGKILL");
  };
  let watchesExit = false;
  /** A worker that ends without having drained leaves no command behind either. */
  function watchExit(): void {
    if (watchesExit) return;
    watchesExit = true;
    process.on("exit", endAll);
  }
  return {
    async execute(target, context) {
      const { program, args, environment, input } = renderCommand(target, context);
      const file = await findProgram(program, allow);
      await checkFolder(target.workingDirectory);
      watchExit();
      const home = await makeFolder();
      try {
        const end = await runProcess(
          {
            file,
            args,
            environment: { HOME: home, TMPDIR: home, ...environment },
            workingDirectory: target.workingDirectory ?? home,
            input,
          },
          {
            live,
            signal: context.signal,
            onOutput: (written) => context.report(outputSoFar(written)),
          },
        );
        return resultOfProcess(end, target.expectedExitCodes);
      } finally {
        await rm(home, { recursive: true, force: true }).catch(() => undefined);
      }
    },
    close() {
      process.off("exit", endAll);
      endAll();
    },
  };
}

async function checkFolder(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new TargetError(`workingDirectory: ${folder} is not a folder on this worker`);
}

/** The command's home and the place of its temporary files, for as long as it runs. */
async function makeFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), "command-"));
  } catch {
    throw new TargetError(`this worker can make no folder in ${tmpdir()}, which commands need`, {
      retryable: true,
    });
  }
}
