import { expect, test } from "bun:test";
import { type ImportReport, renderImportReport } from "./import-report.ts";

const paint = (_: string, text: string) => text;
const REPORT: ImportReport = {
  total: 6,
  counts: { created: 3, updated: 1, unchanged: 1 },
  refusals: [{ name: "no-such-day", reason: "spec.expression: is never due" }],
  notes: new Map([["timeout was cut", 2]]),
};

test("every entry is in one of the counts, and refusals and changes are named", () => {
  expect(renderImportReport(REPORT, paint)).toEqual([
    "",
    "  entries         6",
    "  created         3",
    "  updated         1",
    "  unchanged       1",
    "  refused         1",
    "",
    "  Refused",
    "  ✗ no-such-day  spec.expression: is never due",
    "",
    "  Not quite as it was",
    "      2  timeout was cut",
    "",
  ]);
});

test("a dry run says what would be sent, and that nothing was", () => {
  const lines = renderImportReport({ ...REPORT, notes: new Map(), refusals: [], valid: 6 }, paint);
  expect(lines).toEqual([
    "",
    "  entries         6",
    "  valid           6",
    "  refused         0",
    "",
    "  A dry run: nothing was changed.",
    "",
  ]);
});
