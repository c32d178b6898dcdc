import type {
  DescMessage,
  DescMethod,
  DescMethodBiDiStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  Message,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { create } from "@bufbuild/protobuf";
import type {
  handleBidiStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  ServerDuplexStream,
  ServerWritableStream,
  UntypedHandleCall,
} from "@grpc/grpc-js";
import type { RpcCall } from "./rpc-call.ts";
import { createRpcCall } from "./rpc-call.ts";
import { statusObjectOf, toRpcFailure } from "./rpc-failure.ts";
import { readRequest, readRequests } from "./server-definition.ts";
import { untilAborted } from "./until-aborted.ts";

type Handler<M> =
  M extends DescMethodUnary<infer I, infer O>
    ? (request: MessageShape<I>, call: RpcCall) => Promise<MessageInitShape<O>>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? (request: MessageShape<I>, call: RpcCall) => AsyncIterable<MessageInitShape<O>>
      : M extends DescMethodBiDiStreaming<infer I, infer O>
        ? (requests: AsyncIterable<MessageShape<I>>, call: RpcCall) => AsyncIterable<MessageInitShape<O>>
        : never;

/** One function per method of a service. Client streaming is not offered. */
export type ServiceImplementation<S extends DescService> = {
  [Name in keyof S["method"]]: Handler<S["method"][Name]>;
};

type AnyHandler = (input: unknown, call: RpcCall) => unknown;

/** A service with the functions that answer it; made by `service`. */
export interface RpcService {
  readonly desc: DescService;
  readonly handlerOf: (method: DescMethod) => AnyHandler;
}

/** Binds an implementation to the service it implements, checked by the compiler. */
export function service<S extends DescService>(
  desc: S,
  implementation: ServiceImplementation<S>,
): RpcService {
  // the types of the methods are checked above; from here on they are looked up by name
  const functions = implementation as Record<string, AnyHandler>;
  return {
    desc,
    handlerOf(method) {
      const handler = functions[method.localName];
      if (!handler) throw new Error(`${desc.typeName} has no function ${method.localName}`);
      return handler.bind(implementation);
    },
  };
}

/** Runs a call inside the interceptors and keeps account of it. */
export type CallRunner = (call: RpcCall, handle: () => Promise<void>) => Promise<void>;

/** The grpc-js functions of a service, by method name on the wire. */
export function grpcHandlersOf(service: RpcService, run: CallRunner): Record<string, UntypedHandleCall> {
  return Object.fromEntries(
    service.desc.methods.map((method) => [
      method.name,
      grpcHandlerOf(method, service.handlerOf(method), run),
    ]),
  );
}

function grpcHandlerOf(method: DescMethod, handler: AnyHandler, run: CallRunner): UntypedHandleCall {
  switch (method.methodKind) {
    case "unary":
      return unaryHandler(method, handler, run);
    case "server_streaming": {
      const handle: handleServerStreamingCall<Message, Message> = (stream) =>
        void streamAnswers(method, "server_streaming", handler, run, stream, stream.request);
      return handle;
    }
    case "bidi_streaming": {
      const handle: handleBidiStreamingCall<Message, Message> = (stream) =>
        // the end of the requests must not destroy the stream: the answers still go over it
        void streamAnswers(
          method,
          "bidi_streaming",
          handler,
          run,
          stream,
          readRequests(stream.iterator({ destroyOnReturn: false })),
        );
      return handle;
    }
    case "client_streaming":
      throw new Error(`${method.parent.typeName}/${method.name} streams requests, which is not supported`);
  }
}

function nameOf(method: DescMethod): string {
  return `${method.parent.typeName}/${method.name}`;
}

function unaryHandler(
  method: DescMethod,
  handler: AnyHandler,
  run: CallRunner,
): handleUnaryCall<Message, Message> {
  return async (source, respond) => {
    const call = createRpcCall(nameOf(method), "unary", source);
    let answer: Message | undefined;
    try {
      await run(call, async () => {
        const init = await untilAborted(
          Promise.resolve(handler(readRequest(source.request), call)),
          call.signal,
        );
        answer = create(method.output, init as MessageInitShape<DescMessage>);
      });
      respond(null, answer);
    } catch (error) {
      respond(statusObjectOf(toRpcFailure(error, call.requestId)));
    }
  };
}

type AnswerStream = ServerWritableStream<Message, Message> | ServerDuplexStream<Message, Message>;

async function streamAnswers(
  method: DescMethod,
  kind: "server_streaming" | "bidi_streaming",
  handler: AnyHandler,
  run: CallRunner,
  stream: AnswerStream,
  input: unknown,
): Promise<void> {
  const call = createRpcCall(nameOf(method), kind, stream);
  try {
    await run(call, () => {
      const answers = handler(kind === "bidi_streaming" ? input : readRequest(input), call) as AsyncIterable<
        MessageInitShape<DescMessage>
      >;
      return writeAnswers(stream, method.output, answers, call.signal);
    });
    stream.end();
  } catch (error) {
    stream.emit("error", statusObjectOf(toRpcFailure(error, call.requestId)));
  }
}

/** Writes one message after the other, waiting whenever the reader does not keep up. */
async function writeAnswers(
  stream: AnswerStream,
  schema: DescMessage,
  answers: AsyncIterable<MessageInitShape<DescMessage>>,
  signal: AbortSignal,
): Promise<void> {
  const iterator = answers[Symbol.asyncIterator]();
  let exhausted = false;
  try {
    for (;;) {
      const next = await untilAborted(iterator.next(), signal);
      if (next.done) {
        exhausted = true;
        return;
      }
      if (!stream.write(create(schema, next.value))) {
        await untilAborted(new Promise<void>((resolve) => stream.once("drain", resolve)), signal);
      }
    }
  } finally {
    // lets the handler clean up; what that cleaning throws has no call to fail any more
    if (!exhausted) iterator.return?.().catch(() => undefined);
  }
}
