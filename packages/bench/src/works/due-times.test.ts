import { expect, test } from "bun:test";
import { readComparisons } from "./due-times.ts";

test("every library becomes a row beside our engine", () => {
  const rows = readComparisons(
    [
      "Bun 1.4.5, ICU 75; medians of rounds in turns",
      "",
      "next due time, warm: 0 0 1 * * in UTC",
      "  this engine            0.500 µs (0.400–0.600)   ",
      "  cron-parser            5.000 µs (4.000–6.000)   10× (9–11)",
      "  croner                 1.000 µs (1.000–1.000)   2.0× (2.0–2.0)",
      "",
      "memory per compiled schedule, bytes",
      "  this engine            100 (90–110)",
      "  cron-parser            4000 (3900–4100)",
    ].join("\n"),
  );
  expect(rows.map(({ what, baseline }) => [what, baseline?.name])).toEqual([
    ["next due time, warm: 0 0 1 * * in UTC", "cron-parser"],
    ["next due time, warm: 0 0 1 * * in UTC", "croner"],
    ["memory per compiled schedule, bytes", "cron-parser"],
  ]);
  expect(rows[0]).toMatchObject({ ratio: { median: 0.1 }, ours: { value: { median: 0.5 }, unit: "µs" } });
  expect(rows[2]?.ours.unit).toBe("bytes");
});
