import { setTimeout as sleep } from "node:timers/promises";
import { type NamedPort, portsInUse } from "./ports.ts";

const MAX_SLOW_SECONDS = 60;

const GUIDE = `A service for schedules to call.

POST /echo             answers 200 with what it was sent
POST /flaky            answers 503 to the first attempt of each run, then 200
POST /down             answers 503, always
POST /slow?seconds=14  answers 200 and takes that time to say so, a line a second
`;

export interface EchoServer {
  url: string;
  stop(): Promise<void>;
}

/**
 * Serves the endpoints that the sample schedules call, on the loopback address.
 *
 * @throws CliError when the port is in use
 */
export function startEchoServer(port: NamedPort): EchoServer {
  const server = listen(port);
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) };
}

function listen(named: NamedPort) {
  try {
    return Bun.serve({ hostname: "127.0.0.1", port: named.port, idleTimeout: 0, fetch: answer });
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "EADDRINUSE"
      ? portsInUse([named])
      : error;
  }
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const attempt = Number(request.headers.get("x-scheduler-attempt") ?? 1);
  switch (url.pathname) {
    case "/":
      return new Response(GUIDE);
    case "/echo":
      return Response.json({
        run: request.headers.get("x-scheduler-run-id"),
        dueAt: request.headers.get("x-scheduler-due-at"),
        attempt,
        body: await request.text(),
      });
    case "/flaky":
      return attempt === 1 ? busy("not on the first attempt") : Response.json({ attempt });
    case "/down":
      return busy("this endpoint is always down");
    case "/slow": {
      const seconds = Number(url.searchParams.get("seconds") ?? 1);
      return new Response(countSeconds(Math.min(seconds, MAX_SLOW_SECONDS)));
    }
    default:
      return new Response(`There is no ${url.pathname} here.\n\n${GUIDE}`, { status: 404 });
  }
}

async function* countSeconds(total: number): AsyncGenerator<string> {
  for (let passed = 0; passed < total; ) {
    const step = Math.min(1, total - passed);
    await sleep(step * 1_000);
    passed += step;
    yield `${passed} of ${total} s have passed\n`;
  }
}

function busy(reason: string): Response {
  return new Response(`${reason}\n`, { status: 503 });
}
