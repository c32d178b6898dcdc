import { expect, test } from "bun:test";
import { createPaceKeeper, type Pace, paceOf } from "./pace.ts";

const NOON = Date.parse("2026-03-02T12:00:00Z");
const MINUTE = 60_000;
const window = { from: new Date(NOON), until: new Date(NOON + 15 * MINUTE) };
const sliceAt = (minute: number) => ({ from: new Date(NOON + minute * MINUTE) });
const signal = new AbortController().signal;
const sideBySide = () => "SIDE_BY_SIDE" as const;
const atLeisure = () => "AT_LEISURE" as const;

test.each([
  { minute: 0, elapsedMs: 0, pace: "SIDE_BY_SIDE" },
  { minute: 5, elapsedMs: 0, pace: "SIDE_BY_SIDE" },
  { minute: 10, elapsedMs: 0, pace: "AT_LEISURE" },
  // time goes on while the window is planned
  { minute: 8, elapsedMs: 0.4 * MINUTE, pace: "AT_LEISURE" },
  { minute: 8, elapsedMs: 0.6 * MINUTE, pace: "SIDE_BY_SIDE" },
  // whoever has taken long already hurries
  { minute: 10, elapsedMs: MINUTE, pace: "SIDE_BY_SIDE" },
] as const)(
  "the slice after minute $minute, $elapsedMs ms into the run: $pace",
  ({ minute, elapsedMs, pace }) => {
    expect(paceOf(sliceAt(minute), { window, elapsedMs, leisureMs: MINUTE })).toBe(pace);
  },
);

/** Work that notes how much goes on at once, and takes a few milliseconds. */
function observed() {
  let active = 0;
  const seen = { most: 0, startedAt: [] as number[], endedAt: [] as number[] };
  const work = async () => {
    seen.startedAt.push(performance.now());
    seen.most = Math.max(seen.most, ++active);
    await new Promise((resolve) => setTimeout(resolve, 20));
    active--;
    seen.endedAt.push(performance.now());
  };
  return { seen, work };
}

test("what is due soon is planned side by side, as much as allowed", async () => {
  const keepPace = createPaceKeeper(3, signal);
  const { seen, work } = observed();
  await Promise.all(Array.from({ length: 6 }, () => keepPace(sideBySide, work)));
  expect(seen.most).toBe(3);
});

test("what has time is planned one at a time, with a rest as long as the work", async () => {
  const keepPace = createPaceKeeper(3, signal);
  const { seen, work } = observed();
  await Promise.all(Array.from({ length: 3 }, () => keepPace(atLeisure, work)));
  expect(seen.most).toBe(1);
  for (const place of [1, 2]) {
    const rest = (seen.startedAt[place] ?? 0) - (seen.endedAt[place - 1] ?? 0);
    expect(rest).toBeGreaterThanOrEqual(18);
  }
});

test("what has to hurry when its turn comes is planned beside the others", async () => {
  const keepPace = createPaceKeeper(3, signal);
  const { seen, work } = observed();
  let pace: Pace = "AT_LEISURE";
  const first = keepPace(
    () => pace,
    async () => {
      pace = "SIDE_BY_SIDE";
    },
  );
  await Promise.all([first, ...Array.from({ length: 3 }, () => keepPace(() => pace, work))]);
  expect(seen.most).toBe(3);
});

test("a shutdown ends a rest", async () => {
  const controller = new AbortController();
  const keepPace = createPaceKeeper(1, controller.signal);
  const workMs = 400;
  let restsSince = 0;
  await keepPace(atLeisure, async () => {
    await new Promise((resolve) => setTimeout(resolve, workMs));
    restsSince = performance.now();
    setTimeout(() => controller.abort(), 10);
  });
  expect(performance.now() - restsSince).toBeLessThan(workMs / 2);
});

test("work that fails is its caller's failure, and the next goes on", async () => {
  const keepPace = createPaceKeeper(1, signal);
  const failing = keepPace(atLeisure, async () => {
    throw new Error("no replica answers");
  });
  expect(failing).rejects.toThrow("no replica answers");
  expect(await keepPace(atLeisure, async () => "planned")).toBe("planned");
});
