import { afterAll, beforeAll, expect, test } from "bun:test";
import { decideClaim, MisfirePolicy, OverlapPolicy, RunKind } from "@repo/core";
import { claimRuns, readClaimCandidates } from "../src/index.ts";
import { type Ledger, openLedger } from "./ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
  await ledger.addWorker("worker");
});
afterAll(() => ledger[Symbol.asyncDispose]());

const GRACE_SECONDS = 60;
const cases = OverlapPolicy.options.flatMap((overlapPolicy) =>
  MisfirePolicy.options.flatMap((misfirePolicy) =>
    ["ACTIVE", "PAUSED", "DELETED"].flatMap((scheduleState) =>
      RunKind.options.flatMap((kind) =>
        [0, 1].flatMap((attempt) =>
          [true, false].map((isBlocked) => ({
            overlapPolicy,
            misfirePolicy,
            scheduleState,
            kind,
            attempt,
            isBlocked,
          })),
        ),
      ),
    ),
  ),
);

test.each([-30, 5, 2 * GRACE_SECONDS])(
  "what is claimed without a decision is what the rule would claim: fired %p s ago",
  async (secondsAgo) => {
    const requests = await Promise.all(
      cases.map(async ({ overlapPolicy, misfirePolicy, scheduleState, kind, attempt, isBlocked }) => {
        const schedule = await ledger.addSchedule({
          overlapPolicy,
          misfirePolicy,
          misfireGrace: GRACE_SECONDS * 1_000,
        });
        const run = await ledger.planRun(schedule, secondsAgo);
        await ledger.database.query(
          "UPDATE runs SET kind = $2::run_kind, attempt = $3::int WHERE schedule_id = $1",
          [schedule.id, kind, attempt],
        );
        await ledger.database.query("UPDATE schedules SET state = $2::schedule_state WHERE id = $1", [
          schedule.id,
          scheduleState,
        ]);
        if (isBlocked) {
          await ledger.database.query("INSERT INTO overlap_slots (schedule_id, due_at) VALUES ($1, now())", [
            schedule.id,
          ]);
        }
        return { ...run, attempt: attempt + 1 };
      }),
    );
    const candidates = await readClaimCandidates(ledger.database, requests);
    const wanted = candidates.filter(({ facts }) => {
      // a late run may be the newest that has come: that is looked up only where it matters
      const isLate = secondsAgo > GRACE_SECONDS && facts.run.kind === "SCHEDULED" && facts.run.attempt === 0;
      const isDecided = isLate && facts.policies.misfirePolicy !== "FIRE_ALL";
      return decideClaim(facts).action === "CLAIM" && !isDecided;
    });
    const claimed = await claimRuns(ledger.database, "worker", requests);
    const idsOf = (runs: readonly { scheduleId: string }[]) =>
      runs.map(({ scheduleId }) => scheduleId).sort();
    expect(idsOf(claimed)).toEqual(idsOf(wanted.map(({ key }) => key)));
    expect(claimed.length > 0).toBe(secondsAgo > 0);
  },
);
