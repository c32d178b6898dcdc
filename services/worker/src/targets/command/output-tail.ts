import type { Readable } from "node:stream";
import { LOG_BYTES, type LogTail, tailOfLog } from "../log-tail.ts";

/** What is read of a stream in one go; then the command waits, so that one that never stops writing cannot occupy the worker. */
const BURST_BYTES = 1_048_576;
const REST_MS = 50;

/** Reads a stream to its end and keeps the end of it. */
export interface OutputTail {
  read(): LogTail;
}

export function keepTail(stream: Readable): OutputTail {
  const kept: Uint8Array[] = [];
  let size = 0;
  let burst = 0;
  stream.on("error", () => undefined);
  stream.on("data", (chunk: Uint8Array) => {
    kept.push(chunk);
    size += chunk.byteLength;
    // one byte more than is shown says that there was more
    while (kept[0] !== undefined && size - kept[0].byteLength > LOG_BYTES) {
      size -= kept.shift()?.byteLength ?? 0;
    }
    burst += chunk.byteLength;
    if (burst < BURST_BYTES) return;
    burst = 0;
    stream.pause();
    setTimeout(() => stream.resume(), REST_MS).unref();
  });
  return { read: () => tailOfLog(new TextDecoder().decode(Buffer.concat(kept))) };
}
