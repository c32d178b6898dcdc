import type {
  DescMessage,
  DescMethod,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  Message,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { create } from "@bufbuild/protobuf";
import { Client, Metadata } from "@grpc/grpc-js";
import { methodDefinitionOf } from "../wire/method-definition.ts";
import { type ClientTls, channelCredentialsOf, channelOptionsOf, targetOf } from "./channel-options.ts";
import { RpcError, toRpcError } from "./rpc-error.ts";

const DEFAULT_DEADLINE_MS = 10_000;
const DEFAULT_MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

export interface CallOptions {
  /** How long to wait for the whole answer. Default: the client's for unary calls, none for streams. */
  deadlineMs?: number;
  /** Cancels the call. */
  signal?: AbortSignal;
  /** Headers, such as `authorization` or `x-request-id`. */
  headers?: Record<string, string>;
}

type Caller<M> =
  M extends DescMethodUnary<infer I, infer O>
    ? (request: MessageInitShape<I>, options?: CallOptions) => Promise<MessageShape<O>>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? (request: MessageInitShape<I>, options?: CallOptions) => AsyncGenerator<MessageShape<O>, void>
      : never;

/** One function per method; each fails with an `RpcError`. Leaving the `for await` over a stream cancels the call. */
export type RpcClient<S extends DescService> = {
  readonly [Name in keyof S["method"]]: Caller<S["method"][Name]>;
} & {
  /** Ends the connections; calls still running fail. */
  close(): void;
};

export interface RpcClientOptions {
  tls?: ClientTls | undefined;
  /** Deadline of a unary call that names none. Default: 10 seconds. */
  deadlineMs?: number;
  /** Largest response. Default: 16 MiB. */
  maxResponseBytes?: number;
  /** Sent with every call, and asked for each: credentials change. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
}

type AnyRequest = MessageInitShape<DescMessage>;

/**
 * A typed client of one service. `address` is `host:port`, whose DNS addresses share the calls, or a gRPC target
 * such as `ipv4:10.0.0.1:50051,10.0.0.2:50051`. Connects with the first call; clients of the same address share
 * their connections, except that every stream has one of its own.
 */
export function createRpcClient<S extends DescService>(
  desc: S,
  address: string,
  options: RpcClientOptions = {},
): RpcClient<S> {
  const {
    deadlineMs = DEFAULT_DEADLINE_MS,
    maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES,
    headers,
  } = options;
  const channelOptions = channelOptionsOf(desc, maxResponseBytes);
  const credentials = channelCredentialsOf(options.tls);
  const shared = new Client(targetOf(address), credentials, channelOptions);
  const streams = new Set<Client>();

  async function metadataOf(call: CallOptions): Promise<Metadata> {
    return Metadata.fromHttp2Headers({ ...(await headers?.()), ...call.headers });
  }

  async function callUnary(
    method: DescMethod,
    request: AnyRequest,
    call: CallOptions = {},
  ): Promise<Message> {
    const name = `${desc.typeName}/${method.name}`;
    const { path, requestSerialize, responseDeserialize } = methodDefinitionOf(method);
    const metadata = await metadataOf(call);
    return new Promise((resolve, reject) => {
      if (call.signal?.aborted) return reject(cancelledBeforeStart(name));
      const cancel = () => running.cancel();
      const running = shared.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        create(method.input, request),
        metadata,
        { deadline: Date.now() + (call.deadlineMs ?? deadlineMs) },
        (error, response) => {
          call.signal?.removeEventListener("abort", cancel);
          if (response !== undefined) resolve(response);
          else reject(toRpcError(name, error));
        },
      );
      call.signal?.addEventListener("abort", cancel, { once: true });
    });
  }

  async function* callStream(
    method: DescMethod,
    request: AnyRequest,
    call: CallOptions = {},
  ): AsyncGenerator<Message, void> {
    const name = `${desc.typeName}/${method.name}`;
    const { path, requestSerialize, responseDeserialize } = methodDefinitionOf(method);
    if (call.signal?.aborted) throw cancelledBeforeStart(name);
    const metadata = await metadataOf(call);
    // a reader that stops reading blocks more than its own stream on a shared connection, so streams share none
    const own = new Client(targetOf(address), credentials, {
      ...channelOptions,
      "grpc.use_local_subchannel_pool": 1,
    });
    streams.add(own);
    const running = own.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      create(method.input, request),
      metadata,
      call.deadlineMs === undefined ? {} : { deadline: Date.now() + call.deadlineMs },
    );
    const cancel = () => running.cancel();
    call.signal?.addEventListener("abort", cancel, { once: true });
    // an error that comes after the reader has left must not end the process
    running.on("error", () => undefined);
    try {
      yield* running;
    } catch (error) {
      throw toRpcError(name, error);
    } finally {
      call.signal?.removeEventListener("abort", cancel);
      running.cancel();
      own.close();
      streams.delete(own);
    }
  }

  const functions = desc.methods.map((method) => {
    const call = method.methodKind === "unary" ? callUnary : callStream;
    return [method.localName, (request: AnyRequest, options?: CallOptions) => call(method, request, options)];
  });
  const close = () => {
    for (const client of [shared, ...streams]) client.close();
  };
  // looked up by name above, typed by the service here
  return { ...Object.fromEntries(functions), close } as RpcClient<S>;
}

function cancelledBeforeStart(method: string): RpcError {
  return new RpcError(method, "CANCELLED", "the call was cancelled before it began");
}
