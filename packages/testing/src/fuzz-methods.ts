import type { DescMethod } from "@bufbuild/protobuf";
import { createRpcClient, RpcError } from "@repo/runtime/rpc/client";
import fc from "fast-check";
import { arbitraryMessage } from "./message-arbitrary.ts";

export interface FuzzOptions {
  address: string;
  methods: readonly DescMethod[];
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
  messagesPerMethod: number;
  /** Put into the field `id` of every third message, so that the calls get further than "there is none". */
  target?: string;
  /** Makes the messages the same again. Default: a new one, told in the failures. */
  seed?: number;
}

export interface FuzzResult {
  calls: number;
  /** How often each status was answered. */
  codes: Record<string, number>;
  /** Calls whose answer was the server's fault. */
  failures: string[];
}

/** Answers that no request may lead to. */
const FAULTS: ReadonlySet<string> = new Set([
  "INTERNAL",
  "UNKNOWN",
  "DATA_LOSS",
  "UNAVAILABLE",
  "DEADLINE_EXCEEDED",
]);
const CALLS_AT_ONCE = 8;
const MAX_SHOWN = 5;

/** Calls methods with generated messages and tells how they were answered. Of a stream the first message is read. */
export async function fuzzMethods(options: FuzzOptions): Promise<FuzzResult> {
  const { address, methods, headers, messagesPerMethod, target } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const result: FuzzResult = { calls: 0, codes: {}, failures: [] };
  for (const method of methods) {
    const client = createRpcClient(method.parent, address, {
      deadlineMs: 30_000,
      ...(headers && { headers }),
    });
    const call = (client as Record<string, unknown>)[method.localName];
    if (typeof call !== "function") throw new Error(`there is no function ${method.localName}`);
    const messages = fc.sample(arbitraryMessage(method.input), { numRuns: messagesPerMethod, seed });
    const requests = messages.map((message, i) =>
      target && i % 3 === 0 ? { ...message, id: target } : message,
    );
    const waiting = requests.values();
    const callAll = async () => {
      for (const request of waiting) {
        const code = await codeOf(call(request));
        result.calls += 1;
        result.codes[code] = (result.codes[code] ?? 0) + 1;
        if (FAULTS.has(code) && result.failures.length < MAX_SHOWN) {
          result.failures.push(
            `${code}: ${method.parent.typeName}/${method.name} (seed ${seed}): ${show(request)}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: CALLS_AT_ONCE }, callAll));
    client.close();
  }
  return result;
}

async function codeOf(answer: Promise<unknown> | AsyncGenerator): Promise<string> {
  try {
    await ("next" in answer ? answer.next() : answer);
    if ("return" in answer) await answer.return(undefined);
    return "OK";
  } catch (error) {
    if (error instanceof RpcError) return error.code;
    throw error;
  }
}

function show(request: object): string {
  const bigintAsText = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
  return JSON.stringify(request, bigintAsText).slice(0, 500);
}
