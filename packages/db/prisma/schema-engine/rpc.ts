import { createInterface } from "node:readline";
import { describeEngineError } from "./engine-error.ts";

export interface RpcCall {
  method: string;
  params: unknown;
}

/** Answers a call; `print` shows text to the user through the CLI. */
export type RpcHandler = (call: RpcCall, print: (content: string) => void) => Promise<unknown>;

/** A message without a method is the CLI's receipt of a print, which nothing waits for. */
type Message = { id: number } & (RpcCall | { method?: undefined });

/** The CLI numbers its calls from 1; a print must not look like the answer to one of them. */
const FIRST_PRINT_ID = 1_000_000;

/**
 * Serves JSON-RPC, a message a line, on stdin and stdout.
 *
 * @returns when stdin has ended and every call is answered
 */
export async function serveRpc(handle: RpcHandler): Promise<void> {
  let nextPrintId = FIRST_PRINT_ID;
  const running = new Map<number, Promise<void>>();

  const send = (message: object) => {
    process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  };
  const print = (content: string) => send({ id: nextPrintId++, method: "print", params: { content } });
  const answer = async (id: number, call: RpcCall) => {
    try {
      send({ id, result: (await handle(call, print)) ?? null });
    } catch (error) {
      send({ id, error: describeEngineError(error) });
    }
    running.delete(id);
  };
  // a panic of the engine surfaces here and not in its call, for whose answer the CLI would wait for ever
  process.on("uncaughtException", (error) => {
    for (const id of running.keys()) send({ id, error: describeEngineError(error) });
    running.clear();
  });

  for await (const line of createInterface({ input: process.stdin })) {
    const message: Message = JSON.parse(line);
    if (message.method !== undefined) running.set(message.id, answer(message.id, message));
  }
  await Promise.all(running.values());
}
