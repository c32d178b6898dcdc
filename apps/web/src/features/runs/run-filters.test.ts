import { expect, test } from "bun:test";
import { loadRunFilters, runQueryOf } from "./run-filters.ts";
import { writeRunPage } from "./run-page-token.ts";

const now = new Date("2026-11-24T12:00:00Z");
const queryOf = (search: string) => runQueryOf(loadRunFilters(new URLSearchParams(search)), now);

test("without a wish: what has come due, not what is planned", () => {
  expect(queryOf("")).toEqual({
    states: [],
    reasons: [],
    kinds: [],
    dueUntil: new Date("2026-11-24T12:00:01Z"),
    pageToken: "",
  });
});

test("who asks for planned runs sees those that are still to come", () => {
  expect(queryOf("state=PLANNED,QUEUED").dueUntil).toBeUndefined();
});

test("filters are those of the API", () => {
  const query = queryOf("state=FAILED&reason=TARGET_FAILED&kind=TRIGGERED&from=2026-11-24T00:00:00.000Z");
  expect(query).toMatchObject({
    states: ["FAILED"],
    reasons: ["TARGET_FAILED"],
    kinds: ["TRIGGERED"],
    dueFrom: new Date("2026-11-24T00:00:00Z"),
  });
});

test("an end that is asked for holds", () => {
  expect(queryOf("until=2026-11-20T00:00:00.000Z").dueUntil).toEqual(new Date("2026-11-20T00:00:00Z"));
});

test("the next page ends where the first one did", () => {
  const dueUntil = new Date("2026-11-24T11:00:00Z");
  const page = writeRunPage({ dueUntil, token: "next" });
  expect(queryOf(`page=${page}`)).toMatchObject({ dueUntil, pageToken: "next" });
});

test("what is not understood counts as not given", () => {
  expect(queryOf("state=NONSENSE&from=yesterday&page=1")).toMatchObject({ states: [], pageToken: "" });
});
