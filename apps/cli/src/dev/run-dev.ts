import { join, relative, resolve } from "node:path";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { createRpcClient } from "@repo/runtime/rpc/client";
import { bearer } from "../connection.ts";
import { formatMs, renderRunHeadings } from "../run-line.ts";
import type { Terminal } from "../terminal.ts";
import { followRuns } from "../watch/follow-runs.ts";
import { runPrinter } from "../watch/run-printer.ts";
import { renderBanner } from "./banner.ts";
import { prepareCredentials } from "./credentials.ts";
import { startEchoServer } from "./echo-server.ts";
import { loadSamples } from "./load-samples.ts";
import type { Notice } from "./log-line.ts";
import { checkPortsAreFree, findFreePort } from "./ports.ts";
import { openServiceLog } from "./service-log.ts";
import { ADMIN_USERNAME, addressOf, listServices } from "./services.ts";
import { listenForEnd } from "./shutdown.ts";
import { signInByItself } from "./sign-in.ts";
import { startServices } from "./start-services.ts";
import { prepareDatabase, startStores } from "./stores.ts";
import { buildWeb } from "./web-build.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const REPLICAS = 2;

export interface DevOptions {
  /** Of the first replica; the others follow. */
  port: number;
  echoPort: number;
  webPort: number;
  dataDir: string;
}

/**
 * Runs the whole system on this machine until it is asked to end.
 *
 * @returns the exit code
 * @throws CliError, StartupError when something cannot be started; what was started by then has ended again
 */
export async function runDev(options: DevOptions, terminal: Terminal): Promise<number> {
  const end = listenForEnd(() => process.exit(1));
  // ended in the reverse order of their start
  await using started = new AsyncDisposableStack();
  started.defer(() => terminal.status(""));
  try {
    await startAndFollow(options, terminal, end.signal, started);
  } catch (error) {
    if (!end.signal.aborted) throw error;
  }
  const since = performance.now();
  terminal.line();
  terminal.status("  stopping …");
  end.request();
  await started.disposeAsync();
  terminal.line(`  ${terminal.paint("dim", `stopped in ${formatMs(performance.now() - since)}`)}`);
  return 0;
}

async function startAndFollow(
  options: DevOptions,
  terminal: Terminal,
  signal: AbortSignal,
  started: AsyncDisposableStack,
): Promise<void> {
  const since = performance.now();
  const { paint } = terminal;
  let isReady = false;
  const report = (name: string, { level, text }: Notice) => {
    // while things start or end it is no news that others are not there; a start that fails says why by itself
    if (!isReady || signal.aborted) return;
    terminal.line(`  ${paint(level === "warn" ? "yellow" : "red", "!")} ${paint("bold", name)}  ${text}`);
  };
  const dataDir = resolve(ROOT, options.dataDir);
  const ports = Array.from({ length: REPLICAS }, (_, index) => options.port + index);
  const userPort = options.port + REPLICAS;
  const echoPort = { port: options.echoPort, what: "echo service", option: "--echo-port" };
  const grpcPorts = [...ports, userPort].map((port) => ({ port, what: "gRPC", option: "--port" }));
  await checkPortsAreFree([...grpcPorts, echoPort]);

  const webPort = await findFreePort(options.webPort);
  const logFolder = join(dataDir, "logs");

  // the longest step of a first start, so it begins first
  const webLog = openServiceLog(join(logFolder, "web-build.log"), () => undefined);
  const webBuild = buildWeb({ root: ROOT, signal, log: (line) => webLog.receive(line, "stdout") }).finally(
    webLog.close,
  );
  // whatever fails before it is awaited is what the user has to hear of
  webBuild.catch(() => undefined);

  terminal.status("  starting Postgres and Redis …");
  const stores = await startStores(dataDir, (line) => terminal.status(`  ${line}`));
  started.defer(() => stores.stop());
  await prepareDatabase(stores.databaseUrl);
  const echo = startEchoServer(echoPort);
  started.defer(() => echo.stop());
  // nobody waits at Ctrl-C for an answer that the slow sample is still waiting for
  signal.addEventListener("abort", () => void echo.stop(), { once: true });
  if (signal.aborted) return;

  terminal.status("  building the web UI …");
  await webBuild;
  if (signal.aborted) return;
  terminal.status("  starting the services …");
  const { credentials, areNew } = prepareCredentials(dataDir);
  const services = listServices({ ...stores, ports, userPort, webPort, credentials });
  await startServices({ services, workingDirectory: ROOT, logFolder, signal, report }, started);

  const token = await signInByItself({
    address: `127.0.0.1:${userPort}`,
    username: ADMIN_USERNAME,
    password: credentials.adminPassword,
    dataDir,
    now: new Date(),
  });
  const headers = () => bearer(token);

  terminal.status("  loading the sample schedules …");
  const address = addressOf(ports);
  const schedules = createRpcClient(ScheduleService, address, { headers });
  started.defer(() => schedules.close());
  const samples = await loadSamples(schedules, { echoUrl: echo.url, now: new Date() });

  const banner = renderBanner(
    {
      ...stores,
      ports,
      userPort,
      webUrl: `http://localhost:${webPort}`,
      // shown once, as at the first start of any installation
      admin: areNew ? { username: ADMIN_USERNAME, password: credentials.adminPassword } : undefined,
      echoUrl: echo.url,
      dataDir: shortPath(dataDir),
      samples: samples.count,
      tookMs: performance.now() - since,
    },
    paint,
  );
  for (const line of banner) terminal.line(line);
  isReady = true;
  for (const refusal of samples.refusals) report("sample", { level: "error", text: refusal });
  terminal.line(renderRunHeadings(paint));

  const runs = createRpcClient(RunService, address, { headers });
  started.defer(() => runs.close());
  await followRuns({ ...runPrinter(terminal), runs, signal });
}

/** Relative to the working directory for what lies beneath it. */
function shortPath(path: string): string {
  const shorter = relative(process.cwd(), path);
  return shorter === "" || shorter.startsWith("..") ? path : shorter;
}
