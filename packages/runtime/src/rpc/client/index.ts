export type { StatusCode } from "../wire/status-code.ts";
export type { ClientTls } from "./channel-options.ts";
export { type FormErrors, formErrorsOf } from "./form-errors.ts";
export { type CallOptions, createRpcClient, type RpcClient, type RpcClientOptions } from "./rpc-client.ts";
export { RpcError } from "./rpc-error.ts";
