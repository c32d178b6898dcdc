import { expect, test } from "bun:test";
import { type Notice, noticeOf } from "./log-line.ts";

test.each<[string, string, "stdout" | "stderr", Notice | undefined]>([
  ["a warning", '{"level":"warn","msg":"slow"}', "stdout", { level: "warn", text: "slow" }],
  [
    "an error with its cause",
    '{"level":"error","msg":"connection error","err":{"message":"refused","stack":"…"}}',
    "stdout",
    { level: "error", text: "connection error: refused" },
  ],
  ["the end of a process", '{"level":"fatal","msg":"ending"}', "stdout", { level: "error", text: "ending" }],
  ["ordinary news", '{"level":"info","msg":"serving"}', "stdout", undefined],
  [
    "what a crash leaves behind",
    "panic: out of memory ",
    "stderr",
    { level: "error", text: "panic: out of memory" },
  ],
  ["an empty line", "", "stderr", undefined],
  ["chatter", "hello", "stdout", undefined],
  ["JSON that is no log", "[1]", "stdout", undefined],
])("%s", (_, line, stream, notice) => {
  expect(noticeOf(line, stream)).toEqual(notice);
});
