import { expect, test } from "bun:test";
import { createResponseExcerpt } from "./response-excerpt.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ["a short text is kept whole", ["hello ", "world"], "hello world", false],
  ["nothing is an empty text", [], "", false],
  ["4,096 bytes are kept whole", ["x".repeat(4_096)], "x".repeat(4_096), false],
  ["the 4,097th byte is cut off", ["x".repeat(4_000), "x".repeat(97)], "x".repeat(4_096), true],
  ["a character cut in half is left out", [`${"x".repeat(4_093)}😀`], "x".repeat(4_093), true],
  ["a NUL becomes a replacement character", ["a\0b"], "a\ufffdb", false],
])("%s", (_, chunks, text, truncated) => {
  const excerpt = createResponseExcerpt();
  for (const chunk of chunks) excerpt.add(bytes(chunk));
  expect(excerpt.text(true)).toBe(text);
  expect(excerpt.truncated()).toBe(truncated);
});

test("bytes that are not text do not grow beyond 4 KiB", () => {
  const excerpt = createResponseExcerpt();
  excerpt.add(new Uint8Array(4_096).fill(0xff));
  expect(bytes(excerpt.text(true)).length).toBeLessThanOrEqual(4_096);
});

test("gives up on a body beyond 64 KiB", () => {
  const excerpt = createResponseExcerpt();
  expect(excerpt.add(new Uint8Array(65_536))).toBe(true);
  expect(excerpt.add(new Uint8Array(1))).toBe(false);
});

test("a character that has come in part is left out until the rest of it comes", () => {
  const excerpt = createResponseExcerpt();
  const [first, second, ...rest] = bytes("a😀");
  excerpt.add(Uint8Array.from([first ?? 0, second ?? 0]));
  expect(excerpt.text(false)).toBe("a");
  excerpt.add(Uint8Array.from(rest));
  expect(excerpt.text(false)).toBe("a😀");
});
