import { type RunEvent, RunState } from "@repo/core";
import type { NextRequest } from "next/server";
import { z } from "zod";
import { createEventBatch } from "@/server/live/event-batch.ts";
import { watchHub } from "@/server/live/watch-runs.ts";
import { expiryOf } from "@/server/session/access-token.ts";
import { readAccessToken } from "@/server/session/session-cookies.ts";

const BATCH_EVERY_MS = 400;
/** Proxies end connections that say nothing. */
const SIGN_OF_LIFE_MS = 15_000;
const MAX_SCHEDULES = 200;

const list = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .transform((text) => (text === "none" ? [] : text.split(",")))
    .pipe(z.array(item).max(MAX_SCHEDULES))
    .optional();

const Query = z.object({ schedules: list(z.uuid()), states: list(RunState) });

/**
 * Runs as they change, as server-sent events:
 * `begin` when the watch runs (what was before has been missed), `lost` when it does not any more, `runs` with the
 * latest event of each run.
 *
 * The stream ends when the access token does. The browser opens it anew, which asks for the session again.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const query = Query.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!query.success) return Response.json({ error: z.prettifyError(query.error) }, { status: 400 });
  const accessToken = await readAccessToken();
  const expiresAt = accessToken === undefined ? undefined : expiryOf(accessToken);
  if (accessToken === undefined || expiresAt === undefined) {
    return Response.json({ error: "sign in first" }, { status: 401 });
  }
  return new Response(openStream({ ...query.data, accessToken, expiresAt, signal: request.signal }), {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

interface StreamOptions {
  schedules?: string[] | undefined;
  states?: RunState[] | undefined;
  accessToken: string;
  expiresAt: number;
  signal: AbortSignal;
}

function openStream({ schedules, states, accessToken, expiresAt, signal }: StreamOptions): ReadableStream {
  const encoder = new TextEncoder();
  const wants = ({ scheduleId, state }: RunEvent) =>
    (schedules?.includes(scheduleId) ?? true) && (states?.includes(state) ?? true);
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const batch = createEventBatch(wants);
      const [only] = schedules?.length === 1 ? schedules : [];
      const unsubscribe = watchHub().subscribe(only ?? "", {
        accessToken,
        onBegin: () => send("event: begin\ndata: {}\n\n"),
        onLost: () => send("event: lost\ndata: {}\n\n"),
        onEvents: batch.add,
      });
      const batches = setInterval(() => {
        const taken = batch.take();
        if (taken !== undefined) send(`event: runs\ndata: ${JSON.stringify(taken)}\n\n`);
      }, BATCH_EVERY_MS);
      const signs = setInterval(() => send(": still here\n\n"), SIGN_OF_LIFE_MS);
      const end = setTimeout(() => {
        stop();
        controller.close();
      }, expiresAt - Date.now());
      stop = () => {
        unsubscribe();
        clearInterval(batches);
        clearInterval(signs);
        clearTimeout(end);
      };
      signal.addEventListener("abort", () => stop(), { once: true });
      // so that the browser knows at once that somebody listens
      send("retry: 1000\n\n");
    },
    cancel: () => stop(),
  });
}
