import { resolve } from "node:path";
import { createSupervisor } from "@repo/local-stack";

export interface Watchers {
  /** Ends them. @returns how many events they have heard together */
  stop(): Promise<number>;
}

/** Starts `count` watchers of all runs. @returns when all of them listen */
export async function startWatchers(
  { address, token }: { address: string; token: string },
  count: number,
): Promise<Watchers> {
  let heard = 0;
  const started = await createSupervisor().start({
    name: "watchers",
    command: [process.execPath, resolve(import.meta.dirname, "watch-runs.ts"), address, String(count)],
    environment: { BENCH_TOKEN: token },
    onLine: (line) => {
      heard = Number(/^heard (\d+)$/.exec(line)?.[1] ?? heard);
    },
    readyWhen: { line: (line) => line === "watching" },
  });
  return {
    async stop() {
      await started.stop(5_000);
      return heard;
    },
  };
}
