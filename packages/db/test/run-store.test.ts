import { afterAll, beforeAll, expect, test } from "bun:test";
import { getRun } from "../src/index.ts";
import { claim, type Ledger, openLedger, succeed } from "./ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger[Symbol.asyncDispose]());

test("a run that has ended is never seen without the attempt that ended it, nor one that runs with it", async () => {
  const worker = await ledger.addWorker("worker");
  for (let round = 0; round < 40; round++) {
    const run = await ledger.planRun(await ledger.addSchedule(), 1);
    await claim(ledger.database, worker, [run]);
    const [, ...seen] = await Promise.all([
      succeed(ledger.database, worker, run),
      ...Array.from({ length: 6 }, () => getRun(ledger.database, run)),
    ]);
    for (const { state, attempts } of [...seen, await getRun(ledger.database, run)]) {
      expect([state, attempts.length]).toEqual(state === "RUNNING" ? ["RUNNING", 0] : ["SUCCEEDED", 1]);
    }
  }
});

test("an attempt is read as it was recorded", async () => {
  const run = await ledger.planRun(await ledger.addSchedule(), 1);
  const worker = await ledger.addWorker("another");
  const [claimed] = await claim(ledger.database, worker, [run]);
  await succeed(ledger.database, worker, run);
  const { attempts } = await getRun(ledger.database, run);
  expect(attempts).toEqual([
    {
      attempt: 1,
      workerId: worker,
      startedAt: claimed?.attemptStartedAt as Date,
      finishedAt: expect.any(Date),
      outcome: "SUCCEEDED",
      message: "",
      output: undefined,
      duration: 1,
    },
  ]);
});
