import { describe, expect, test } from "bun:test";
import { checkRuns, type ExpectedRun, type ObservedCall } from "./check-runs.ts";

const TOLERANCE_MS = 2_000;
const at = (time: string) => new Date(`2026-03-08T10:00:${time}Z`);
const due = (...times: string[]): ExpectedRun[] =>
  times.map((time) => ({ scheduleId: "report", fireAt: at(time) }));
/** A call of the run due at `dueTime`, seen at `seenTime`. */
const call = (dueTime: string, seenTime: string, attempt = 1): ObservedCall => ({
  scheduleId: "report",
  dueAt: at(dueTime),
  attempt,
  at: at(seenTime),
});

interface Figures {
  satisfied?: number;
  missed?: number;
  duplicated?: number;
  early?: number;
  unexpected?: number;
}

describe("checkRuns", () => {
  test.each<[string, ExpectedRun[], ObservedCall[], Figures]>([
    ["nothing expected, nothing seen", [], [], {}],
    [
      "each due time started in time",
      due("00", "05"),
      [call("00", "00.1"), call("05", "05.3")],
      { satisfied: 2 },
    ],
    ["a start exactly at its time", due("00"), [call("00", "00")], { satisfied: 1 }],
    ["a start at the last moment", due("00"), [call("00", "02.000")], { satisfied: 1 }],
    ["a start a moment too late", due("00"), [call("00", "02.001")], { missed: 1 }],
    ["a start a moment too early", due("05"), [call("05", "04.999")], { missed: 1, early: 1 }],
    ["no start at all", due("00", "05"), [call("00", "00.1")], { satisfied: 1, missed: 1 }],
    [
      "a run started twice",
      due("00"),
      [call("00", "00.1"), call("00", "00.2")],
      { satisfied: 1, duplicated: 1 },
    ],
    [
      "a run started three times",
      due("00"),
      [call("00", "00.1"), call("00", "00.2"), call("00", "09")],
      { satisfied: 1, duplicated: 2 },
    ],
    ["a run tried again", due("00"), [call("00", "00.1", 1), call("00", "20", 2)], { satisfied: 1 }],
    [
      "a second attempt made twice",
      due("00"),
      [call("00", "00", 1), call("00", "01", 2), call("00", "01", 2)],
      { satisfied: 1, duplicated: 1 },
    ],
    ["only the second attempt seen, in time", due("00"), [call("00", "01.5", 2)], { satisfied: 1 }],
    ["only the second attempt seen, too late", due("00"), [call("00", "30", 2)], { missed: 1 }],
    [
      "a start nobody expects",
      due("00"),
      [call("00", "00"), call("03", "03")],
      { satisfied: 1, unexpected: 1 },
    ],
    ["a start of an unknown schedule", [], [call("00", "00")], { unexpected: 1 }],
    [
      "one start cannot serve two due times",
      due("00", "01"),
      [call("00", "01.5")],
      { satisfied: 1, missed: 1 },
    ],
    [
      "two starts close together serve two due times",
      due("00", "01"),
      [call("00", "01.2"), call("01", "01.2")],
      { satisfied: 2 },
    ],
    [
      "a start before its own time, though in time for another",
      due("00", "01"),
      [call("01", "00.5"), call("00", "01.5")],
      { satisfied: 1, missed: 1, early: 1 },
    ],
    ["a late start does not serve the next due time", due("00", "05"), [call("00", "05.5")], { missed: 2 }],
    [
      "starts that name no due time, matched by their own",
      due("00", "05"),
      [call("00.001", "00.5"), call("05.001", "05.5")],
      { satisfied: 2 },
    ],
    [
      "calls not in the order of time",
      due("00", "05"),
      [call("05", "05"), call("00", "00")],
      { satisfied: 2 },
    ],
  ])("%s", (_name, expected, calls, figures) => {
    const {
      details: _details,
      lateness: _lateness,
      ...check
    } = checkRuns({ expected, calls, toleranceMs: TOLERANCE_MS });
    expect(check).toEqual({
      expected: expected.length,
      satisfied: 0,
      missed: 0,
      duplicated: 0,
      early: 0,
      unexpected: 0,
      ...figures,
    });
  });

  test("schedules are judged apart: a start of one never serves another", () => {
    const check = checkRuns({
      expected: [...due("00"), { scheduleId: "backup", fireAt: at("00") }],
      calls: [call("00", "00"), call("01", "01")],
      toleranceMs: TOLERANCE_MS,
    });
    expect(check).toMatchObject({ satisfied: 1, missed: 1, unexpected: 1 });
    expect(check.details).toContainEqual({ kind: "missed", scheduleId: "backup", fireAt: at("00") });
  });

  test("with jitter a run is named by its due time and judged by its fire time", () => {
    const expected = [{ scheduleId: "report", dueAt: at("00"), fireAt: at("10") }];
    expect(checkRuns({ expected, calls: [call("00", "10.1")], toleranceMs: TOLERANCE_MS }).satisfied).toBe(1);
    expect(checkRuns({ expected, calls: [call("00", "00.1")], toleranceMs: TOLERANCE_MS }).early).toBe(1);
  });

  test("details say what happened, and to which due time", () => {
    const { details } = checkRuns({
      expected: due("00", "10", "20", "30"),
      calls: [call("00", "00"), call("00", "01"), call("10", "15"), call("20", "19"), call("40", "40")],
      toleranceMs: TOLERANCE_MS,
    });
    expect(details).toEqual([
      { kind: "duplicated", scheduleId: "report", dueAt: at("00"), attempt: 1, at: at("01") },
      { kind: "late", scheduleId: "report", fireAt: at("10"), at: at("15"), latenessMs: 5_000 },
      { kind: "early", scheduleId: "report", fireAt: at("20"), at: at("19"), earlinessMs: 1_000 },
      { kind: "missed", scheduleId: "report", fireAt: at("30") },
      { kind: "unexpected", scheduleId: "report", dueAt: at("40"), at: at("40") },
    ]);
  });

  test("a missed run does not shift the lateness of those after it", () => {
    const { lateness, details } = checkRuns({
      expected: due("00", "05", "10"),
      calls: [call("00", "00.1"), call("10", "10.1")],
      toleranceMs: 60_000,
    });
    expect(details).toEqual([{ kind: "missed", scheduleId: "report", fireAt: at("05") }]);
    expect(lateness).toEqual({ p50: 100, p99: 100, max: 100 });
  });

  test("lateness is the nearest rank over all that started at or after their time, late ones too", () => {
    const expected = Array.from({ length: 100 }, (_, i) => ({ scheduleId: `s${i}`, fireAt: at("00") }));
    const calls = expected.map(({ scheduleId }, i) => ({
      scheduleId,
      dueAt: at("00"),
      attempt: 1,
      at: new Date(at("00").getTime() + (i + 1) * 10),
    }));
    const check = checkRuns({ expected, calls, toleranceMs: 995 });
    expect(check.lateness).toEqual({ p50: 500, p99: 990, max: 1_000 });
    expect(check).toMatchObject({ satisfied: 99, missed: 1 });
    expect(checkRuns({ expected: [], calls: [], toleranceMs: 0 }).lateness).toEqual({
      p50: 0,
      p99: 0,
      max: 0,
    });
  });
});
