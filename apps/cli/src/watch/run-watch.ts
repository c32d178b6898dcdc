import type { RunState } from "@repo/core";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { createRpcClient } from "@repo/runtime/rpc/client";
import { z } from "zod";
import { CliError, explainFailure } from "../call-failure.ts";
import { renderRunHeadings } from "../run-line.ts";
import { findScheduleByName } from "../schedules/find-schedules.ts";
import type { Terminal } from "../terminal.ts";
import { followRuns } from "./follow-runs.ts";
import { runPrinter } from "./run-printer.ts";

export interface WatchOptions {
  address: string;
  /** Name or id. */
  schedule?: string;
  state: RunState[];
}

/** Prints runs as they happen until `signal` is aborted. @throws CliError */
export async function runWatch(
  options: WatchOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { address, schedule, state } = options;
  const runs = createRpcClient(RunService, address);
  try {
    const scheduleId = schedule === undefined ? undefined : await findScheduleId(address, schedule);
    const printer = runPrinter(terminal, state);
    await followRuns({
      ...printer,
      runs,
      scheduleId,
      signal,
      onConnected(awayMs) {
        if (awayMs === undefined) terminal.line(renderRunHeadings(terminal.paint));
        printer.onConnected(awayMs);
      },
    });
  } catch (error) {
    throw explainFailure(error, address);
  } finally {
    runs.close();
  }
}

async function findScheduleId(address: string, nameOrId: string): Promise<string> {
  if (z.uuid().safeParse(nameOrId).success) return nameOrId;
  const schedules = createRpcClient(ScheduleService, address);
  try {
    const found = await findScheduleByName(schedules, nameOrId);
    if (found === undefined) throw new CliError(`there is no schedule named "${nameOrId}"`);
    return found.id;
  } finally {
    schedules.close();
  }
}
