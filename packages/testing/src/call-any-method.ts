import type { DescMethod, MessageInitShape } from "@bufbuild/protobuf";
import { createRpcClient, RpcError } from "@repo/runtime/rpc/client";

/**
 * Calls a method that is known by its descriptor only, as tests of a whole API do. Of a stream the first message is
 * read.
 *
 * @returns the status of the answer, and the reason of a refusal
 */
export async function callAnyMethod(
  address: string,
  method: DescMethod,
  request: MessageInitShape<DescMethod["input"]>,
  headers?: () => Record<string, string> | Promise<Record<string, string>>,
): Promise<{ code: string; reason?: string | undefined }> {
  const client = createRpcClient(method.parent, address, headers && { headers });
  try {
    const call = (client as Record<string, unknown>)[method.localName];
    if (typeof call !== "function") throw new Error(`there is no function ${method.localName}`);
    const answer: Promise<unknown> | AsyncGenerator = call(request, { deadlineMs: 20_000 });
    await ("next" in answer ? answer.next() : answer);
    if ("return" in answer) await answer.return(undefined);
    return { code: "OK" };
  } catch (error) {
    if (error instanceof RpcError) return { code: error.code, reason: error.reason };
    throw error;
  } finally {
    client.close();
  }
}
