import type { TargetCall } from "./target-call.ts";

// The target of the cluster test, in a pod of its own: it writes down who called it and when, and `GET /calls` tells.

const PORT = 8_080;
/** How long it takes for a call: long enough for some to be under way whenever a pod ends. */
const ANSWERS_AFTER_MS = 100;

const calls: TargetCall[] = [];

Bun.serve({
  hostname: "0.0.0.0",
  port: PORT,
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/calls") return Response.json(calls);
    if (pathname === "/healthz") return new Response("ok");
    const header = (name: string) => request.headers.get(`x-scheduler-${name}`) ?? "";
    calls.push({
      scheduleId: header("schedule-id"),
      dueAt: header("due-at"),
      attempt: Number(header("attempt")),
      at: new Date().toISOString(),
    });
    await Bun.sleep(ANSWERS_AFTER_MS);
    return new Response("called");
  },
});

process.once("SIGTERM", () => process.exit(0));
