import { expect, test } from "bun:test";
import { readOutput, stripEscapes } from "./attempt-output.ts";

test("an HTTP response: the body as text, the rest as facts", () => {
  const output = {
    status: 200,
    durationMs: 12,
    contentType: "application/json",
    excerpt: '{"ok":true}',
    truncated: false,
  };
  expect(readOutput(output)).toEqual({
    texts: [{ title: "Response", text: '{\n  "ok": true\n}', isTruncated: false }],
    facts: [
      { name: "Status", value: "200" },
      { name: "Duration", value: "12 ms" },
      { name: "Content type", value: "application/json" },
    ],
  });
});

test("a body that was cut is shown as it came", () => {
  const { texts } = readOutput({ excerpt: '{"ok":tr', truncated: true });
  expect(texts).toEqual([{ title: "Response", text: '{"ok":tr', isTruncated: true }]);
});

test("the log of a Job", () => {
  const { texts, facts } = readOutput({ job: "report-1", exitCode: 1, log: "\u001b[31mfailed\u001b[0m\n" });
  expect(texts).toEqual([{ title: "Log", text: "failed\n", isTruncated: false }]);
  expect(facts).toContainEqual({ name: "Exit code", value: "1" });
});

test("text that begins like JSON and is none stays as it is", () => {
  expect(readOutput({ excerpt: "[info] started", truncated: false }).texts[0]?.text).toBe("[info] started");
});

test("nothing was said", () => {
  expect(readOutput(undefined)).toEqual({ texts: [], facts: [] });
});

test.each([
  ["colours", "\u001b[1;32mdone\u001b[0m", "done"],
  ["titles and links", "\u001b]0;title\u0007text", "text"],
  ["moves of the cursor", "50%\u001b[2K\u001b[1G100%", "50%100%"],
  ["brackets of the text itself stay", "[31m] is no colour", "[31m] is no colour"],
])("without %s", (_, text, expected) => {
  expect(stripEscapes(text)).toBe(expected);
});
