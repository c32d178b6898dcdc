import { eventually } from "./eventually.ts";

/** How calls to one path are answered; 200 at once without any. */
export interface RecorderAnswer {
  status?: number;
  /** Time between the arrival of the call and the answer, in milliseconds. */
  delay?: number;
  body?: string;
}

/** One HTTP call as its target saw it. What the caller did not send, or not as agreed, is undefined. */
export interface RecordedCall {
  /** The key whose {@link Recorder.urlFor} was called. */
  key: string;
  method: string;
  runId: string | undefined;
  idempotencyKey: string | undefined;
  dueAt: Date | undefined;
  attempt: number | undefined;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** When the head of the call arrived, by the clock of this machine. */
  arrivedAt: Date;
}

/** An HTTP target that remembers who called it and when: what really happened, not what the scheduler says of it. */
export interface Recorder extends AsyncDisposable {
  readonly url: string;
  /** All calls in the order of their arrival, counted when they arrive and not when they are answered. */
  readonly calls: readonly RecordedCall[];
  /** The URL to give to a schedule as its target. `key` tells the calls of different schedules apart. */
  urlFor(key: string): string;
  callsOf(key: string): RecordedCall[];
  /** Sets how calls for `key` are answered: always the same, or depending on the call. */
  answer(key: string, answer: RecorderAnswer | ((call: RecordedCall) => RecorderAnswer)): void;
  /** @throws when fewer than `count` calls for `key` have arrived within `withinMs`. */
  waitForCalls(key: string, count: number, withinMs: number): Promise<RecordedCall[]>;
  /** Ends the server without waiting for answers that are delayed. */
  stop(): Promise<void>;
}

export interface RecorderOptions {
  /** A free one when missing. */
  port?: number;
}

/** Starts a recorder on the loopback address. */
export function startRecorder({ port = 0 }: RecorderOptions = {}): Recorder {
  const calls: RecordedCall[] = [];
  const answers = new Map<string, (call: RecordedCall) => RecorderAnswer>();

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    // a slow answer is often the point of the test
    idleTimeout: 0,
    async fetch(request) {
      const call = describeCall(request, new Date());
      calls.push(call);
      call.body = await request.text();
      const { status = 200, delay = 0, body = "" } = answers.get(call.key)?.(call) ?? {};
      if (delay > 0) await Bun.sleep(delay);
      return new Response(body, { status });
    },
  });
  const url = `http://127.0.0.1:${server.port}`;
  const callsOf = (key: string) => calls.filter((call) => call.key === key);
  const stop = () => server.stop(true);
  return {
    url,
    calls,
    urlFor: (key) => `${url}/${encodeURIComponent(key)}`,
    callsOf,
    answer: (key, answer) => {
      answers.set(key, typeof answer === "function" ? answer : () => answer);
    },
    waitForCalls: (key, count, withinMs) =>
      eventually(
        () => {
          const found = callsOf(key);
          if (found.length < count) throw new Error(`${found.length} have arrived`);
          return found;
        },
        { withinMs, describe: `${count} calls for ${key}` },
      ),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function describeCall(request: Request, arrivedAt: Date): RecordedCall {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  const dueAt = new Date(header("x-scheduler-due-at") ?? Number.NaN);
  const attempt = Number(header("x-scheduler-attempt"));
  return {
    key: decodeURIComponent(new URL(request.url).pathname.slice(1)),
    method: request.method,
    runId: header("x-scheduler-run-id"),
    idempotencyKey: header("idempotency-key"),
    dueAt: Number.isNaN(dueAt.getTime()) ? undefined : dueAt,
    attempt: Number.isInteger(attempt) && attempt > 0 ? attempt : undefined,
    headers: Object.fromEntries(request.headers),
    body: "",
    arrivedAt,
  };
}
