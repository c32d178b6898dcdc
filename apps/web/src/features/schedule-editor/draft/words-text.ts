/** Reads the words of a command: one a line, or, as some have line breaks in them, a list in JSON. */
export function readWords(text: string): string[] {
  return readJsonList(text) ?? readLines(text);
}

/** Writes words so that they are read as they are. */
export function writeWords(words: readonly string[]): string {
  const lines = words.join("\n");
  const isReadSo = JSON.stringify(readWords(lines)) === JSON.stringify(words);
  return isReadSo ? lines : JSON.stringify(words, undefined, 2);
}

function readLines(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function readJsonList(text: string): string[] | undefined {
  if (!text.trimStart().startsWith("[")) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((word) => typeof word === "string") ? list : undefined;
  } catch {
    // `[` is a program too
    return undefined;
  }
}
