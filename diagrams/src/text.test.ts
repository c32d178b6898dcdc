import { expect, test } from "bun:test";
import { element } from "./svg.ts";
import { drawText, measureText, requireFit } from "./text.ts";

test.each<[string, number]>([
  ["", 0],
  ["iiii", 8.88],
  ["WWWW", 37.76],
  ["→", 10],
])("%p is as wide in Helvetica of 10 px as its metrics say", (text, width) => {
  expect(measureText(text, 10)).toBeCloseTo(width);
});

test("text that does not fit is refused with both widths", () => {
  expect(() => requireFit("schedule-microservice", 152, 154)).toThrow(
    '"schedule-microservice" is 152 px wide and has room for 154 px',
  );
});

test("what is written into a picture cannot be markup", () => {
  expect(drawText("<a> & b", 1, 2, { size: 12, className: "ink" })).toContain("&lt;a&gt; &amp; b");
  expect(element("g", { id: 'x"y' })).toBe('<g id="x&quot;y"/>');
});
