import { describe, expect, test } from "bun:test";
import { HandlerTarget } from "@repo/core";
import { createLogger, StartupError } from "@repo/runtime";
import { z } from "zod";
import { defineHandler, type HandlerFunction, PermanentError } from "../src/index.ts";
import {
  createTargetRegistry,
  HttpAllowList,
  type ResolvedSecret,
  readHandlers,
} from "../src/targets/index.ts";
import { type Attempt, contextOf } from "./targets-fixtures.ts";

/** Carries out one attempt with these handlers; `logged` is what the worker's log says of it. */
async function attempt(
  handlers: Record<string, HandlerFunction>,
  { name = "send-report", secrets, ...given }: Attempt & { name?: string; secrets?: ResolvedSecret[] } = {},
) {
  let logged = "";
  const write = (line: string) => {
    logged += line;
  };
  const registry = createTargetRegistry({
    http: { allow: HttpAllowList.parse(""), connectionsPerOrigin: 1 },
    ...(secrets && { secrets: async () => secrets }),
    handler: {
      handlers: readHandlers(handlers),
      logger: createLogger({ service: "worker", level: "info", destination: { write } }),
    },
  });
  const target = HandlerTarget.parse({ type: "handler", handler: name });
  return { ...(await registry.execute(target, contextOf(given))), logged };
}

describe("a handler", () => {
  test("gets its payload filled in, which run it is, a signal and a log", async () => {
    const { signal } = new AbortController();
    const { logged, ...result } = await attempt(
      {
        "send-report": async ({ payload, run, signal: given, logger }) => {
          logger.info("half way");
          return { payload, run, isItsSignal: given === signal };
        },
      },
      { payload: { due: "{{ run.dueAt }}" }, signal },
    );
    const { run } = contextOf();
    expect(result).toEqual({
      ok: true,
      output: {
        payload: { due: "2030-01-01T00:00:00.000Z" },
        run: {
          id: run.id,
          scheduleId: run.scheduleId,
          scheduleName: "nightly",
          dueAt: "2030-01-01T00:00:00.000Z",
          fireAt: "2030-01-01T00:00:00.000Z",
          attempt: 1,
        },
        isItsSignal: true,
      },
    });
    expect(JSON.parse(logged)).toMatchObject({ msg: "half way", runId: run.id, handler: "send-report" });
  });

  test("may tell what there is so far, as it may return it", async () => {
    const told: unknown[] = [];
    await attempt(
      {
        "send-report": ({ report }) => {
          report({ sent: 1 });
          report("half way");
          report(undefined);
          report(1n);
        },
      },
      { report: (output) => told.push(output) },
    );
    expect(told).toEqual([{ sent: 1 }, { value: "half way" }, { problem: expect.any(String) }]);
  });

  test("may return nothing, and be no promise", async () => {
    expect(await attempt({ "send-report": () => undefined })).toEqual({ ok: true, logged: "" });
  });

  test("that throws fails the attempt with its message; its stack is in the log alone", async () => {
    const { logged, ...result } = await attempt({
      "send-report": () => {
        throw new TypeError("no paper");
      },
    });
    expect(result).toEqual({ ok: false, message: "no paper", retryable: true });
    expect(logged).toContain("TypeError: no paper");
    expect(logged).toContain("targets-handler.test.ts");
  });

  test("can say that another attempt is of no use", async () => {
    const result = await attempt({
      "send-report": async () => {
        throw new PermanentError("the account is closed");
      },
    });
    expect(result).toMatchObject({ ok: false, message: "the account is closed", retryable: false });
  });

  test("that the worker does not have may be with the worker of the next attempt", async () => {
    expect(await attempt({ archive: () => undefined, "a/b": () => undefined })).toMatchObject({
      ok: false,
      retryable: true,
      message:
        'this worker has no handler "send-report", it has archive, a/b; register it, and give the schedule a queue that only workers with it take from (WORKER_QUEUES)',
    });
  });

  test.each(["constructor", "toString", "valueOf"])(
    "is none that is named %s by inheritance",
    async (name) => {
      const result = attempt({}, { name });
      expect(await result).toMatchObject({ ok: false, message: expect.stringContaining("it has none") });
    },
  );
});

describe("a payload that is checked", () => {
  const send = defineHandler({
    payload: z.object({ recipient: z.string().min(1), pages: z.array(z.int()).default([1]) }),
    run: ({ payload }) => payload,
  });

  test("comes as the schema makes it", async () => {
    const result = await attempt({ "send-report": send }, { payload: { recipient: "ann", other: 1 } });
    expect(result).toMatchObject({ ok: true, output: { recipient: "ann", pages: [1] } });
  });

  test.each<[string, Attempt["payload"], string]>([
    ["is missing", undefined, "the payload does not fit: payload.recipient: is required"],
    [
      "does not fit",
      { recipient: "", pages: [1, "two"] },
      "the payload does not fit: payload.recipient: must not be empty; payload.pages.1: must be a number",
    ],
  ])("fails the attempt for good when it %s, with the field named", async (_, payload, message) => {
    const result = await attempt({ "send-report": send }, payload && { payload });
    expect(result).toMatchObject({ ok: false, retryable: false, message });
  });
});

describe("a secret in the payload", () => {
  const payload = { key: "{{ secrets.API_KEY }}" };
  const secret = { name: "API_KEY", hosts: ["localhost"], value: "correct-horse-battery" };
  let seen: unknown;
  const use: HandlerFunction = ({ payload: { key } }) => {
    seen = key;
    throw new Error(`refused ${key}`);
  };

  test("reaches the handler, and neither the ledger nor the log", async () => {
    const { logged, ...result } = await attempt({ "send-report": use }, { payload, secrets: [secret] });
    expect(seen).toBe("correct-horse-battery");
    expect(result).toMatchObject({ message: "refused [secret]" });
    expect(logged).toContain("refused [secret]");
    expect(logged).not.toContain("correct-horse");
  });

  test("that was stored for other hosts does not", async () => {
    seen = undefined;
    const secrets = [{ ...secret, hosts: ["api.example"] }];
    expect(await attempt({ "send-report": use }, { payload, secrets })).toMatchObject({
      ok: false,
      retryable: false,
      message:
        "the secret API_KEY may not be given to a handler, only sent to api.example; an administrator can add localhost to its hosts",
    });
    expect(seen).toBeUndefined();
  });
});

test("a name that no schedule could give keeps the worker from starting", () => {
  expect(() => readHandlers({ "send report": () => undefined })).toThrow(StartupError);
  expect(() => readHandlers({ "send report": () => undefined })).toThrow(
    'the handler "send report": must be',
  );
});
