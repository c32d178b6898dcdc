import { expect, test } from "bun:test";
import { createTerminal } from "./terminal.ts";

function openOn(options: { isTTY?: boolean; env?: Record<string, string> }) {
  const written: string[] = [];
  const terminal = createTerminal({
    write: (text) => void written.push(text),
    isTTY: options.isTTY ?? true,
    columns: () => 20,
    env: options.env ?? {},
  });
  return { terminal, written };
}

test.each<[string, { isTTY?: boolean; env?: Record<string, string> }, boolean]>([
  ["a terminal", {}, true],
  ["a file", { isTTY: false }, false],
  ["NO_COLOR", { env: { NO_COLOR: "1" } }, false],
  ["an empty NO_COLOR", { env: { NO_COLOR: "" } }, true],
  ["a dumb terminal", { env: { TERM: "dumb" } }, false],
  ["a file with FORCE_COLOR", { isTTY: false, env: { FORCE_COLOR: "1" } }, true],
  ["NO_COLOR against FORCE_COLOR", { env: { NO_COLOR: "1", FORCE_COLOR: "1" } }, false],
])("colours on %s: %j %p", (_, options, hasColours) => {
  expect(openOn(options).terminal.paint("red", "x") !== "x").toBe(hasColours);
});

test("a line takes the place of the status before it", () => {
  const { terminal, written } = openOn({ env: { NO_COLOR: "1" } });
  terminal.status("starting, and this is longer than the line");
  terminal.line("started");
  terminal.line("next");
  expect(written).toEqual(["starting, and this i".slice(0, 19), "\r\x1b[2K", "started\n", "next\n"]);
});

test("nothing but lines goes into a file", () => {
  const { terminal, written } = openOn({ isTTY: false });
  terminal.status("starting");
  terminal.line("started");
  expect(written).toEqual(["started\n"]);
});
