import { Worker } from "bullmq";

const FIRST_LOOK_S = 0.01;

/**
 * A BullMQ worker that looks again soon where it does not know when the next message is due.
 *
 * A worker that finds nothing learns when the next delayed message is due and blocks until then. But it forgets that as
 * soon as a message is finished and no other fetched in its place, which happens whenever `concurrency` is lowered, and
 * then blocks for its `drainDelay`, whatever falls due meanwhile. Looking again tells it; where nothing is delayed, it
 * looks less and less often. Seen in BullMQ 6.7, where `moveToFinished` without a next job resets `blockUntil`.
 */
export class WatchfulWorker<Data> extends Worker<Data> {
  #looks = 0;

  /** Seconds to block for. @param blockUntil when the next delayed message is due in epoch milliseconds; 0: not known */
  protected override getBlockTimeout(blockUntil: number): number {
    const longest = super.getBlockTimeout(blockUntil);
    if (blockUntil > 0) {
      this.#looks = 0;
      return longest;
    }
    return Math.min(longest, FIRST_LOOK_S * 2 ** this.#looks++);
  }

  protected override async moveToActive(token: string, name?: string) {
    const message = await super.moveToActive(token, name);
    if (message !== undefined) this.#looks = 0;
    return message;
  }
}
