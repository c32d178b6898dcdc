import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { createRpcClient } from "@repo/runtime/rpc/client";

// Watchers of all runs, each with a stream of its own. A process of its own, so that it takes no time from the process
// that measures. Says when all of them listen; told to end, says how many events they have heard together.

const [address = "", count = "1"] = process.argv.slice(2);
const headers = () => ({ authorization: `Bearer ${process.env.BENCH_TOKEN}` });
const watching = new AbortController();
let heard = 0;
let listening = 0;

async function watch(): Promise<void> {
  const client = createRpcClient(RunService, address, { headers });
  let isFirst = true;
  for await (const { events } of client.watchRuns({}, { signal: watching.signal })) {
    if (isFirst && ++listening === Number(count)) process.stdout.write("watching\n");
    isFirst = false;
    heard += events.length;
  }
}

process.once("SIGTERM", () => {
  process.stdout.write(`heard ${heard}\n`);
  watching.abort();
  process.exit(0);
});
await Promise.all(Array.from({ length: Number(count) }, watch));
