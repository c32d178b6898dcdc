import { expect, test } from "bun:test";
import { calendarHref, loadCalendarParameters, moveBy } from "./calendar-url.ts";

const parse = (search: string) => loadCalendarParameters(new URLSearchParams(search), "2026-11-24");

test("without a wish: this week", async () => {
  expect(await parse("")).toEqual({ view: "week", date: "2026-11-24", at: undefined });
});

test.each(["2026-02-30", "yesterday", "0001-01-01", "2026-1-1"])("no such day: %s", async (date) => {
  expect((await parse(`date=${date}`)).date).toBe("2026-11-24");
});

test("a part that is open stays open for whom the link is sent to", async () => {
  const at = new Date("2026-03-29T01:00:00Z");
  const href = calendarHref("day", "2026-03-29", at);
  expect(await parse(href.split("?")[1] ?? "")).toEqual({ view: "day", date: "2026-03-29", at });
});

test.each([
  ["day", "2026-02-28", 1, "2026-03-01"],
  ["week", "2026-11-24", -1, "2026-11-17"],
  ["month", "2026-01-31", 1, "2026-02-01"],
  ["month", "2026-01-31", -1, "2025-12-01"],
] as const)("a %s from %s on by %d", (view, date, count, expected) => {
  expect(moveBy(view, date, count)).toBe(expected);
});
