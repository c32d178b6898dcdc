import { rmSync } from "node:fs";
import { postGuardian } from "./guardian.ts";
import { type EmbeddedStack, startEmbedded } from "./start-embedded.ts";
import { readState } from "./state-file.ts";
import { makeTemporaryDataFolder } from "./temporary-data-folder.ts";

export interface EphemeralOptions {
  postgres: boolean;
  redis: boolean;
  log: (line: string) => void;
}

/**
 * Starts servers of this process's own on an empty temporary folder, not durable, for tests and measurements.
 * They end and the folder goes at stop(), and also when this process ends without it, even by SIGKILL.
 */
export async function startEphemeral(options: EphemeralOptions): Promise<EmbeddedStack> {
  const dataDir = makeTemporaryDataFolder();
  let stack: EmbeddedStack;
  try {
    stack = await startEmbedded({ ...options, dataDir, durable: false });
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  const { postgres, redis } = readState(dataDir);
  const servers = [postgres, redis].filter((server) => server !== undefined);
  const guardian = await postGuardian({
    targets: servers.map((server) => server.process.pid),
    signal: "SIGINT",
    graceSeconds: 10,
    folder: dataDir,
  });
  return {
    ...stack,
    async stop() {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
      guardian.dismiss();
    },
  };
}
