import { createStartRecorder, type RecordStart } from "../starts/start-recorder.ts";

/** What a peer's program is told; every peer is a process of its own, as our worker is. */
export interface PeerTask {
  databaseUrl: string;
  redisUrl: string;
  /** Pieces of work, each once. */
  count: number;
  /** Pieces that its worker may have in hand at once. */
  inHand: number;
  /** When all of them are due. */
  dueAt: Date;
  /** Notes that piece `index` began. */
  begin: (index: number) => void;
}

/** The line by which a peer says that everything is registered and its worker listens. */
export const PEER_READY = "peer ready";

/**
 * Carries out a peer's program: registers the work and begins to listen. Runs on Bun and on Node.js, so it must not
 * import anything that needs one of them.
 */
export async function runPeer(start: (task: PeerTask) => Promise<() => Promise<unknown>>): Promise<void> {
  const dueAt = new Date(Number(setting("BENCH_DUE_AT")));
  const record: RecordStart = createStartRecorder(setting("BENCH_STARTS_FILE"));
  const stop = await start({
    databaseUrl: setting("BENCH_DATABASE_URL"),
    redisUrl: setting("BENCH_REDIS_URL"),
    count: Number(setting("BENCH_COUNT")),
    inHand: Number(setting("BENCH_IN_HAND")),
    dueAt,
    begin: (index) => {
      // what a peer makes of the minute before is no start of this one
      if (Date.now() >= dueAt.getTime() - 1_000) record(String(index), dueAt.getTime());
    },
  });
  process.stdout.write(`${PEER_READY}\n`);
  process.once("SIGTERM", () => void stop().finally(() => process.exit(0)));
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
