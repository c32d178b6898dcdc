import { join } from "node:path";
import { piecesOf } from "../../peers/pieces.ts";
import { addRawJobs } from "../../peers/raw-jobs.ts";
import { type PeerName, startPeer } from "../../peers/start-peer.ts";
import { summariseStarts, waitForStarts } from "../../starts/read-starts.ts";
import { createFreshStores, type FreshStores } from "../../system/fresh-stores.ts";
import { assertInTime, type Contender, deadlineOf, type FireRound, IN_HAND } from "./contender.ts";

interface Peer extends Omit<Contender, "fire" | "isOurs"> {
  peer: PeerName;
  runtime: readonly string[];
  /** Before the peer is started. */
  prepare?: (stores: FreshStores, round: FireRound) => Promise<void>;
}

function contenderOf({ peer, runtime, prepare, ...contender }: Peer): Contender {
  return {
    ...contender,
    isOurs: false,
    async fire({ servers }, round) {
      const { count, dueAt, warmUp, folder } = round;
      const startsFile = join(folder, "starts");
      await using stores = await createFreshStores({ servers, database: "empty" });
      await prepare?.(stores, round);
      await using _started = await startPeer({
        ...{ peer, runtime, stores, count, dueAt, warmUp, startsFile, folder },
        inHand: IN_HAND,
      });
      assertInTime(round);
      return summariseStarts(await waitForStarts([startsFile], count, deadlineOf(round)), count);
    },
  };
}

const ANY_INSTANT = { isMinutely: false, leadMs: 0 };
const WHOLE_MINUTES = { isMinutely: true };

/** Delayed BullMQ jobs and a bare worker: what this product is built on, without the product. */
export const floor: Contender = contenderOf({
  name: "bare BullMQ delayed jobs (floor)",
  peer: "bullmq-worker",
  runtime: [process.execPath],
  maxCount: Number.POSITIVE_INFINITY,
  ...ANY_INSTANT,
  async prepare({ redisUrl }, { count, dueAt, warmUp }) {
    const timestamp = Date.now();
    await addRawJobs(
      redisUrl,
      piecesOf(count, dueAt, warmUp).map((piece) => ({
        name: "run",
        data: { index: piece.index },
        opts: { jobId: `run-${piece.index}`, timestamp, delay: piece.dueAt.getTime() - timestamp },
      })),
    );
  },
});

export const bullmqSchedulers: Contender = contenderOf({
  name: "BullMQ job schedulers",
  peer: "bullmq-schedulers",
  runtime: [process.execPath],
  maxCount: Number.POSITIVE_INFINITY,
  ...ANY_INSTANT,
});

/** The peers that need a current Node.js. */
export function nodePeers(node: readonly string[]): Contender[] {
  return [
    contenderOf({
      name: "pg-boss, one job each",
      peer: "pg-boss-jobs",
      runtime: node,
      maxCount: Number.POSITIVE_INFINITY,
      ...ANY_INSTANT,
    }),
    contenderOf({
      name: "pg-boss schedules",
      peer: "pg-boss-schedules",
      runtime: node,
      maxCount: 1_000,
      notBeyond: "it makes jobs of 50 schedules a second, so 10,000 take more than 3 minutes",
      ...WHOLE_MINUTES,
      // it also fires for the minute in which a schedule was made; that has to be over
      leadMs: 40_000,
    }),
    contenderOf({
      name: "graphile-worker, one job each",
      peer: "graphile-worker-jobs",
      runtime: node,
      maxCount: Number.POSITIVE_INFINITY,
      ...ANY_INSTANT,
    }),
    contenderOf({
      name: "graphile-worker crontab",
      peer: "graphile-worker-crontab",
      runtime: node,
      maxCount: 10_000,
      notBeyond: "its crontab is one static list, which takes half a minute for 10,000 items",
      ...WHOLE_MINUTES,
      leadMs: 0,
    }),
  ];
}
