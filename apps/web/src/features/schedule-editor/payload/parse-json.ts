import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";

export interface JsonProblem {
  message: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** From 0, in the whole text. */
  offset: number;
}

export type ParsedJson = { value: unknown; problem?: never } | { value?: never; problem: JsonProblem };

/** Parses JSON, and says where it ends to be JSON, which engines say each in their own way. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: findProblem(text) };
  }
}

function findProblem(text: string): JsonProblem {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors.toSorted((a, b) => a.offset - b.offset)[0];
  const offset = first?.offset ?? 0;
  const before = text.slice(0, offset).split("\n");
  const code = first === undefined ? "InvalidSymbol" : printParseErrorCode(first.error);
  return {
    message: MESSAGES[code] ?? "this is not understood",
    offset,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  };
}

const MESSAGES: Record<string, string> = {
  InvalidNumberFormat: "this number is not complete",
  PropertyNameExpected: "a name in double quotes is missing",
  ValueExpected: "a value is missing",
  ColonExpected: "a colon is missing",
  CommaExpected: "a comma is missing",
  CloseBraceExpected: "} is missing",
  CloseBracketExpected: "] is missing",
  EndOfFileExpected: "nothing may follow the value",
  InvalidCommentToken: "comments are not allowed",
  UnexpectedEndOfString: "this text is not closed by a double quote",
  InvalidEscapeCharacter: "this escape is not allowed",
  InvalidUnicode: "this escape is not complete",
  InvalidCharacter: "control characters are not allowed",
};
