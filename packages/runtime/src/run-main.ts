import { StartupError } from "./startup-error.ts";

/**
 * Starts a process: what it cannot start with becomes one plain message on stderr and exit code 1, never a stack
 * that hides the remedy. Called once, by main.ts.
 */
export async function runMain(service: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${service} cannot start: ${describe(error)}\n`);
    process.exit(1);
  }
}

function describe(error: unknown): string {
  if (error instanceof StartupError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
