import { type IQueueBackend, type Processor, Worker, type WorkerOptions } from "bullmq";
import { within } from "./within.ts";

/** For an answer, or for a connection that is made anew, beyond the time that was to be waited. */
const PATIENCE_MS = 3_000;

/**
 * A BullMQ worker that does not stop looking, where BullMQ's own would. Seen in BullMQ 6.7:
 *
 * - A worker that finds nothing learns when the next delayed message is due and blocks until then. But it forgets that
 *   as soon as a message is finished and no other fetched in its place (`moveToFinished` resets `blockUntil`), which
 *   happens whenever `concurrency` is lowered, and then blocks for its `drainDelay`, whatever falls due meanwhile. This
 *   one asks again first.
 * - While the connection that it blocks on is made anew, a worker waits for that without an end, and where masters of a
 *   cluster change again meanwhile the end may not come. This one goes on after a while, on its other connection.
 */
export class WatchfulWorker<Data> extends Worker<Data> {
  /** Whether it was asked when the next message is due, since the last one was finished. */
  #hasAsked = false;

  constructor(name: string, processor: Processor<Data>, options: WorkerOptions) {
    super(name, processor, options);
    const forget = () => {
      this.#hasAsked = false;
    };
    this.on("completed", forget);
    this.on("failed", forget);
  }

  protected override createBackend(): void {
    super.createBackend();
    boundWaits(this.backend);
  }

  /**
   * @param blockUntil when the next delayed message is due in epoch milliseconds; 0: not known
   * @returns seconds to block for; 0: ask at once
   */
  protected override getBlockTimeout(blockUntil: number): number {
    if (blockUntil > 0 || this.#hasAsked) return super.getBlockTimeout(blockUntil);
    // also when there is no answer: what cannot be reached is not to be asked without a pause
    this.#hasAsked = true;
    return 0;
  }
}

function boundWaits(backend: IQueueBackend): void {
  const waitForJob = backend.waitForJob.bind(backend);
  const reconnectBlocking = backend.reconnectBlocking.bind(backend);
  backend.waitForJob = (seconds) => within(seconds * 1_000 + PATIENCE_MS, waitForJob(seconds), null);
  backend.reconnectBlocking = () => within(PATIENCE_MS, reconnectBlocking(), undefined);
}
