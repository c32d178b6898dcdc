import { join } from "node:path";
import { seedSchedules } from "@repo/testing";
import { summariseStarts, waitForStarts } from "../../starts/read-starts.ts";
import { createFreshStores } from "../../system/fresh-stores.ts";
import { planUpTo } from "../../system/plan-window.ts";
import { startSystem } from "../../system/start-system.ts";
import { waitForLedger } from "../../system/wait-for-ledger.ts";
import { assertBefore, type Contender, deadlineOf } from "./contender.ts";

const LEDGER_WITHIN_MS = 60_000;

/** Schedules that are due once, planned by PlanChunk calls, executed by one worker, with the whole ledger. */
export const ours: Contender = {
  name: "distributed-scheduler",
  isOurs: true,
  maxCount: Number.POSITIVE_INFINITY,
  isMinutely: false,
  leadMs: 0,
  async fire({ servers, profileFolder }, round) {
    const { count, dueAt, folder } = round;
    const startsFile = join(folder, "starts");
    await using stores = await createFreshStores({ servers, database: "aged" });
    await seedSchedules(stores.sql, {
      count,
      scheduleAt: (index) => ({
        name: `once ${index}`,
        spec: { type: "once", at: dueAt },
        nextDueAt: dueAt,
      }),
    });
    await using system = await startSystem({ stores, replicas: 1, folder, profileFolder });
    await system.startWorker({ startsFile });
    await planUpTo(system, new Date(dueAt.getTime() + 1_000));
    assertBefore(dueAt);
    const starts = await waitForStarts([startsFile], count, deadlineOf(round));
    await waitForLedger(stores.sql, { count, dueAt, withinMs: LEDGER_WITHIN_MS });
    return summariseStarts(starts, count);
  },
};
