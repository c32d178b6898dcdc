import type { RpcCall } from "./rpc-call.ts";

/**
 * Something done around every call: `next` runs the rest and settles when the call has ended, for a stream when
 * its last message is written. Throwing refuses the call.
 */
export type RpcInterceptor = (call: RpcCall, next: () => Promise<void>) => Promise<void>;

/** Runs a handler inside the interceptors, the first of them outermost. */
export function runIntercepted(
  interceptors: readonly RpcInterceptor[],
  call: RpcCall,
  handle: () => Promise<void>,
): Promise<void> {
  const chain = interceptors.reduceRight<() => Promise<void>>(
    (next, interceptor) => () => interceptor(call, next),
    handle,
  );
  return chain();
}
