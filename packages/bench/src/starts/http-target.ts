import { createStartRecorder } from "./start-recorder.ts";

// An HTTP target that notes its calls. A process of its own, so that it takes no time from anything measured.

const record = createStartRecorder(process.env.BENCH_STARTS_FILE ?? "");
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request) {
    const dueAt = new Date(request.headers.get("x-scheduler-due-at") ?? Number.NaN);
    record(request.headers.get("x-scheduler-run-id") ?? "", dueAt.getTime());
    return new Response("ok");
  },
});
process.stdout.write(`listening on ${server.url.href}\n`);
process.once("SIGTERM", () => process.exit(0));
