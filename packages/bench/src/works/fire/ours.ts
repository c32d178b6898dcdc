import { join } from "node:path";
import { seedSchedules } from "@repo/testing";
import { piecesOf } from "../../peers/pieces.ts";
import { summariseStarts, waitForStarts } from "../../starts/read-starts.ts";
import { createFreshStores } from "../../system/fresh-stores.ts";
import { planUpTo } from "../../system/plan-window.ts";
import { startSystem } from "../../system/start-system.ts";
import { waitForLedger } from "../../system/wait-for-ledger.ts";
import { assertInTime, type Contender, deadlineOf } from "./contender.ts";

const LEDGER_WITHIN_MS = 60_000;

/** Schedules that are due once, planned by PlanChunk calls, executed by one worker, with the whole ledger. */
export const ours: Contender = {
  name: "distributed-scheduler",
  isOurs: true,
  maxCount: Number.POSITIVE_INFINITY,
  isMinutely: false,
  leadMs: 0,
  async fire({ servers, profileFolder }, round) {
    const { count, dueAt, warmUp, folder } = round;
    const pieces = piecesOf(count, dueAt, warmUp);
    const startsFile = join(folder, "starts");
    await using stores = await createFreshStores({ servers, database: "aged" });
    await seedSchedules(stores.sql, {
      count: pieces.length,
      scheduleAt: (index) => {
        const at = pieces[index]?.dueAt ?? dueAt;
        return { name: `once ${index}`, spec: { type: "once", at }, nextDueAt: at };
      },
    });
    await using system = await startSystem({ stores, replicas: 1, folder, profileFolder });
    await system.startWorker({ startsFile });
    await planUpTo(system, new Date(dueAt.getTime() + 1_000));
    assertInTime(round);
    const starts = await waitForStarts([startsFile], pieces.length, deadlineOf(round));
    await waitForLedger(stores.sql, { count, dueAt, withinMs: LEDGER_WITHIN_MS });
    return summariseStarts(
      starts.filter(({ fireAt }) => fireAt === dueAt.getTime()),
      count,
    );
  },
};
