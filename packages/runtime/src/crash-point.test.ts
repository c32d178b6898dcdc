import { expect, test } from "bun:test";
import { crashPointSetting, createCrashHook } from "./crash-point.ts";

const Setting = crashPointSetting("CLAIMED", "CALLED");

test.each([
  ["CLAIMED", { point: "CLAIMED", pass: 1 }],
  ["CALLED:12", { point: "CALLED", pass: 12 }],
] as const)("%s is understood", (text, crashPoint) => {
  expect(Setting.parse(text)).toEqual(crashPoint);
});

test.each(["claimed", "CLAIMED:0", "CLAIMED:", "CLAIMED:1:2", "ENDED"])("%s is refused", (text) => {
  expect(() => Setting.parse(text)).toThrow("must be CLAIMED or CALLED, with :n for the n-th time");
});

test("the crash comes once, at the pass that was asked for, and at no other point", () => {
  let crashes = 0;
  const hook = createCrashHook<"CALLED" | "CLAIMED">({ point: "CALLED", pass: 2 }, () => crashes++);
  const crashesAfter = (["CALLED", "CLAIMED", "CALLED", "CALLED"] as const).map((point) => {
    hook?.(point);
    return crashes;
  });
  expect(crashesAfter).toEqual([0, 0, 1, 1]);
});

test("without a crash point there is no hook", () => {
  expect(createCrashHook(undefined)).toBeUndefined();
});
