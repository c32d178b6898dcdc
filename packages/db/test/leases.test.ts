import { afterAll, beforeAll, expect, test } from "bun:test";
import { buryProcesses, findExpiredProcesses, holdLease, releaseLease, renewProcess } from "../src/index.ts";
import { type Ledger, openLedger } from "./ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger[Symbol.asyncDispose]());

const hold = (name: string, holder: string, durationMs = 60_000) =>
  holdLease(ledger.database, { name, holder, durationMs });

test("of many that want a lease at once, one gets it, and keeps it", async () => {
  const holders = Array.from({ length: 12 }, (_, i) => `replica-${i}`);
  const held = await Promise.all(holders.map((holder) => hold("race", holder)));
  expect(held.filter(Boolean)).toHaveLength(1);
  const winner = holders[held.indexOf(true)] ?? "";
  expect(await hold("race", winner)).toBe(true);
  expect(await hold("race", "a late one")).toBe(false);
});

test("a lease that has ended, or was given back, is free", async () => {
  expect(await hold("ended", "a", -1)).toBe(true);
  expect(await hold("ended", "b")).toBe(true);
  await releaseLease(ledger.database, { name: "ended", holder: "a" });
  expect(await hold("ended", "c")).toBe(false);
  await releaseLease(ledger.database, { name: "ended", holder: "b" });
  expect(await hold("ended", "c")).toBe(true);
});

test("a process that renews before it is taken for dead is not buried", async () => {
  const [late, gone] = [await ledger.addWorker("late", -1_000), await ledger.addWorker("gone", -1_000)];
  expect((await findExpiredProcesses(ledger.database)).sort()).toEqual([gone, late]);
  const lease = { service: "worker", host: "here", leaseDuration: 60_000 };
  expect(await renewProcess(ledger.database, { id: late, ...lease })).toBe(true);
  expect(await buryProcesses(ledger.database, [late, gone])).toEqual([gone]);
  expect(await findExpiredProcesses(ledger.database)).toEqual([]);
});
