import { RunState } from "@repo/core";
import { Command, InvalidArgumentError, Option } from "commander";
import { DEFAULT_ECHO_PORT, DEFAULT_PORT, DEFAULT_WEB_PORT } from "./dev/ports.ts";
import { type DevOptions, runDev } from "./dev/run-dev.ts";
import { type ImportOptions, importProw } from "./import/import-prow.ts";
import type { Terminal } from "./terminal.ts";
import { runWatch, type WatchOptions } from "./watch/run-watch.ts";

/** The command line. An action resolves to the exit code. */
export function createProgram(terminal: Terminal, onExitCode: (code: number) => void): Command {
  const program = new Command("bun run")
    .description("Runs the scheduler on this machine, and talks to one that runs.")
    .helpCommand(false)
    .showHelpAfterError("Add --help for all options.");

  program
    .command("dev")
    .description(
      "Runs the whole system on this machine: Postgres and Redis (embedded, unless DATABASE_URL and REDIS_URL " +
        "name running ones), two replicas of schedule-microservice, two workers, a master, the web UI, and sample schedules.",
    )
    .addOption(
      portOption(
        "--port <port>",
        "gRPC port of the first replica; the second has the next one",
        DEFAULT_PORT,
      ).env("DEV_PORT"),
    )
    .addOption(
      portOption("--echo-port <port>", "port of the service that the samples call", DEFAULT_ECHO_PORT).env(
        "DEV_ECHO_PORT",
      ),
    )
    .addOption(
      portOption("--web-port <port>", "port of the web UI, or the next free one", DEFAULT_WEB_PORT).env(
        "DEV_WEB_PORT",
      ),
    )
    .addOption(
      new Option("--data-dir <folder>", "where data and logs are kept").default(".data").env("DEV_DATA_DIR"),
    )
    .action(async (options: DevOptions) => onExitCode(await runDev(options, terminal)));

  program
    .command("import")
    .description("Brings schedules in from another scheduler; doing it twice changes nothing.")
    .command("prow")
    .description(
      "Imports Prow's periodic jobs, a JSON array. Each becomes a schedule with a no-op target: what is taken over " +
        "is when things run. Entries that cannot be taken over are listed with the reason.",
    )
    .argument("<file>", "the JSON file")
    .addOption(addressOption())
    .option("--dry-run", "check the file, change nothing and call nobody", false)
    .option("--strict", "exit with code 1 when an entry was refused", false)
    .action(async (file: string, options: ImportOptions) =>
      onExitCode(await importProw(file, options, terminal)),
    );

  program
    .command("watch")
    .description("Prints runs as they end, until Ctrl-C.")
    .addOption(addressOption())
    .option("--schedule <name-or-id>", "only the runs of this schedule")
    .addOption(
      new Option("--state <state...>", "every change to these states instead")
        .argParser(parseState)
        .default([], "how runs end"),
    )
    .action((options: WatchOptions) => {
      const controller = new AbortController();
      for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => controller.abort());
      return runWatch(options, terminal, controller.signal);
    });
  return program;
}

function addressOption(): Option {
  return new Option("--address <host:port>", "where schedule-microservice listens")
    .default(`127.0.0.1:${DEFAULT_PORT}`)
    .env("SCHEDULE_SERVICE_ADDRESS");
}

function portOption(flags: string, description: string, defaultPort: number): Option {
  return new Option(flags, description).default(defaultPort).argParser((text) => {
    const port = Number(text);
    // the replica after the first has the next port
    if (/^\d+$/.test(text) && port >= 1 && port < 65_535) return port;
    throw new InvalidArgumentError("It must be a port from 1 to 65534.");
  });
}

function parseState(text: string, earlier: RunState[]): RunState[] {
  const parsed = RunState.safeParse(text.toUpperCase());
  if (parsed.success) return [...earlier, parsed.data];
  throw new InvalidArgumentError(`The states are ${RunState.options.join(", ")}.`);
}
