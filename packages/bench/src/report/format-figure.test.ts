import { expect, test } from "bun:test";
import { formatFigure, formatNumber, formatRatio } from "./format-figure.ts";

test.each<[number, string]>([
  [1234.56, "1,235"],
  [123.456, "123"],
  [12.345, "12.3"],
  [1.2345, "1.23"],
  [0.5, "0.5"],
  [Number.NaN, "–"],
])("%p is written %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test("a figure shows its spread", () => {
  expect(formatFigure({ value: { median: 20, low: 10, high: 30 }, unit: "ms" })).toBe("20 ms (10–30)");
  expect(formatRatio({ median: 1.5, low: 1, high: 2 })).toBe("1.5 × (1–2)");
});

test("a single round has none", () => {
  expect(formatFigure({ value: { median: 20, low: 20, high: 20 }, unit: "/s" })).toBe("20/s");
});
