import type { WorkReport } from "./report/work-report.ts";
import type { BenchServers } from "./system/servers.ts";

/** What a work is given. */
export interface BenchContext {
  servers: BenchServers;
  /** A few seconds of everything, to see that it works; the figures mean nothing then. */
  smoke: boolean;
  /** Instead of the sizes that the work has by itself. */
  size: number | undefined;
  /** Instead of the number of rounds that the work has by itself. */
  rounds: number | undefined;
  /** For logs and whatever else a work writes; its own. */
  folder: string;
  /** Where replicas and workers leave CPU profiles; undefined: nowhere. */
  profileFolder: string | undefined;
  /** Tells what is being done. */
  log: (line: string) => void;
}

/** One piece of work that is measured, with its baseline in the same run. */
export interface Work {
  /** As on the command line. */
  name: string;
  title: string;
  run(context: BenchContext): Promise<WorkReport>;
}
