import { expect, test } from "bun:test";
import { createPlaces } from "./places.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("places are given at once while some are free, and then as they are released, to who asked first", async () => {
  const places = createPlaces(3);
  const given: string[] = [];
  const first = places.ask(2, () => given.push("first"));
  const second = places.ask(3, () => given.push("second"));
  places.ask(1, () => given.push("third"));
  await first.whenOver;
  expect(given).toEqual(["first", "first", "second"]);
  expect([places.freeCount, places.wantedCount]).toEqual([0, 3]);
  places.release();
  places.release();
  await second.whenOver;
  places.release();
  expect(given.slice(3)).toEqual(["second", "second", "third"]);
  expect([places.freeCount, places.wantedCount]).toEqual([0, 0]);
});

test("what is withdrawn gets no more places, and the next in line does", () => {
  const places = createPlaces(1);
  const given: string[] = [];
  const impatient = places.ask(2, () => given.push("impatient"));
  places.ask(1, () => given.push("patient"));
  impatient.withdraw();
  expect(places.wantedCount).toBe(1);
  places.release();
  expect(given).toEqual(["impatient", "patient"]);
});

test("who waits for a free place is told when one is released that nobody asked for", async () => {
  const places = createPlaces(1);
  places.ask(2, () => undefined);
  let isFree = false;
  const waiting = places.untilFree().then(() => {
    isFree = true;
  });
  places.release();
  await settled();
  expect(isFree).toBe(false);
  places.release();
  await waiting;
  expect(places.freeCount).toBe(1);
});

test("when waiting is over, nobody waits, neither those who did nor those who come later", async () => {
  const places = createPlaces(1);
  places.ask(1, () => undefined);
  const asked = places.ask(1, () => undefined);
  const waiting = places.untilFree();
  places.stopWaiting();
  await Promise.all([asked.whenOver, waiting, places.ask(1, () => undefined).whenOver, places.untilFree()]);
});
