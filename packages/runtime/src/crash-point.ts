import { z } from "zod";

/** Where a process ends itself: at the `pass`-th time that it comes by `point`. */
export interface CrashPoint<Point extends string> {
  point: Point;
  pass: number;
}

/** `CLAIMED`, or `CLAIMED:3` for the third time. For tests of what a crash at the worst moment leaves behind. */
export function crashPointSetting<Point extends string>(...points: readonly Point[]) {
  const expected = `must be ${points.join(" or ")}, with :n for the n-th time`;
  return z.string(expected).transform((text, context): CrashPoint<Point> => {
    const [name, pass = "1", ...rest] = text.split(":");
    const point = points.find((known) => known === name);
    if (point === undefined || rest.length > 0 || !/^[1-9]\d*$/.test(pass)) {
      context.addIssue({ code: "custom", message: expected, input: text });
      return z.NEVER;
    }
    return { point, pass: Number(pass) };
  });
}

/**
 * The hook that code calls at its named points; undefined, and so never called, when no crash is asked for. The end
 * is a SIGKILL: nothing is cleaned up, as in a power cut.
 */
export function createCrashHook<Point extends string>(
  crashPoint: CrashPoint<Point> | undefined,
  crash: () => void = () => process.kill(process.pid, "SIGKILL"),
): ((point: Point) => void) | undefined {
  if (crashPoint === undefined) return undefined;
  let passes = 0;
  return (point) => {
    if (point === crashPoint.point && ++passes === crashPoint.pass) crash();
  };
}
