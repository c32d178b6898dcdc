import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeRunEvent } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { openClient } from "../channels.ts";
import { createWatchHub, type WatchHub } from "./watch-hub.ts";

const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 10_000;

let hub: WatchHub | undefined;

/** The one hub of this process. */
export function watchHub(): WatchHub {
  hub ??= createWatchHub({ open: openWatch, pause });
  return hub;
}

async function* openWatch(
  scheduleId: string,
  { accessToken, signal }: { accessToken: string; signal: AbortSignal },
) {
  const runs = openClient(RunService);
  try {
    const headers = { authorization: `Bearer ${accessToken}` };
    for await (const { events } of runs.watchRuns({ scheduleId }, { headers, signal })) {
      yield events.map(decodeRunEvent);
    }
  } finally {
    runs.close();
  }
}

async function pause(tries: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(FIRST_PAUSE_MS * 2 ** tries, MAX_PAUSE_MS);
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
