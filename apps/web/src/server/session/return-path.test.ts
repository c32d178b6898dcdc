import { expect, test } from "bun:test";
import { safeReturnPath, signInPathFor } from "./return-path.ts";

test.each<[string, string | null | undefined, string]>([
  ["a page", "/schedules", "/schedules"],
  ["a page with its filters", "/schedules?q=a%20b&state=PAUSED#top", "/schedules?q=a%20b&state=PAUSED#top"],
  ["nothing", undefined, "/"],
  ["an empty text", "", "/"],
  ["another site", "https://evil.example/", "/"],
  ["another site without its scheme", "//evil.example/", "/"],
  ["another site with backslashes", "/\\evil.example/", "/"],
  ["another site behind a tab", "/\t/evil.example/", "/"],
  ["another site behind dots", "/..//evil.example/", "/"],
  ["a script", "javascript:alert(1)", "/"],
  ["a relative path", "schedules", "/"],
  ["the sign-in page itself", "/sign-in?next=/sign-in", "/"],
])("signing in leads on to %s", (_, path, expected) => {
  expect(safeReturnPath(path)).toBe(expected);
});

test("the sign-in page is told the asked page, filters and all", () => {
  expect(signInPathFor("/schedules?q=a&state=PAUSED")).toBe(
    "/sign-in?next=%2Fschedules%3Fq%3Da%26state%3DPAUSED",
  );
  expect(signInPathFor("/")).toBe("/sign-in");
});
