import type { RpcInterceptor } from "./interceptor.ts";
import { toRpcFailure } from "./rpc-failure.ts";

/** Turns whatever a handler throws into what its caller may know: handlers throw, and never translate. */
export const translateErrors: RpcInterceptor = async (call, next) => {
  try {
    await next();
  } catch (error) {
    // an abort surfaces as all kinds of errors in the handler; why it was aborted is what happened
    throw toRpcFailure(call.signal.aborted ? call.signal.reason : error, call.requestId);
  }
};
