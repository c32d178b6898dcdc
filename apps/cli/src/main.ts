import { StartupError } from "@repo/runtime";
import { CliError } from "./call-failure.ts";
import { createProgram } from "./program.ts";
import { openTerminal } from "./terminal.ts";

const terminal = openTerminal();
try {
  await createProgram(terminal, (code) => process.exit(code)).parseAsync();
} catch (error) {
  if (!(error instanceof CliError) && !(error instanceof StartupError)) throw error;
  terminal.line();
  terminal.line(`  ${terminal.paint("red", "✗")} ${error.message.replaceAll("\n", "\n    ")}`);
  terminal.line();
  process.exit(1);
}
