import { expect, test } from "bun:test";
import { readWords, writeWords } from "./words-text.ts";

test.each<[string, string, string[]]>([
  ["nothing", "", []],
  ["a word a line", "report\n--day=1\n", ["report", "--day=1"]],
  ["blanks within", "echo\n two  words ", ["echo", " two  words "]],
  ["an empty word", "echo\n\nb", ["echo", "", "b"]],
  ["a list", '["sh", "a\\nb"]', ["sh", "a\nb"]],
  ["the program [", "[\n-f\n/etc/hosts\n]", ["[", "-f", "/etc/hosts", "]"]],
  ["a list that is none of words", "[1]", ["[1]"]],
])("reads %s", (_, text, words) => {
  expect(readWords(text)).toEqual(words);
});

test.each([
  [[]],
  [["report"]],
  [["report", ""]],
  [[""]],
  [["a\nb", "c"]],
  [['["a"]']],
  [["[", "a", "]"]],
  [["", ""]],
])("%j is read back as it was written", (words) => {
  expect(readWords(writeWords(words))).toEqual(words);
});
