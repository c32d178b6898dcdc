import { expect, test } from "bun:test";
import { CommandAllowList } from "./allow-list.ts";

test("reads names and paths", () => {
  expect(CommandAllowList.parse(" /usr/bin/pg_dump, report ,,")).toEqual({
    all: false,
    names: new Set(["report"]),
    paths: new Set(["/usr/bin/pg_dump"]),
  });
  expect(CommandAllowList.parse("*").all).toBe(true);
  expect(CommandAllowList.parse("")).toEqual({ all: false, names: new Set(), paths: new Set() });
});

test.each(["bin/report", "../report", "/usr/bin/../report", "/usr/bin/", "/", "a b", "/usr/*x,*y"])(
  "refuses %p",
  (text) => {
    const { error } = CommandAllowList.safeParse(text);
    expect(error?.issues[0]?.message).toBe(
      "must be names or absolute paths of programs separated by commas, such as /usr/bin/pg_dump,report",
    );
  },
);
