import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type ClientDuplexStream, Metadata } from "@grpc/grpc-js";
import {
  type ServerReflectionRequest,
  ServerReflectionRequestSchema,
  type ServerReflectionResponse,
  ServerReflectionResponseSchema,
} from "@repo/proto/grpc/reflection/v1/reflection_pb";
import { TargetError } from "../target-error.ts";
import type { Call } from "./unary-call.ts";

/** What a server can be asked. */
export type Question = ServerReflectionRequest["messageRequest"];

type Stream = ClientDuplexStream<ServerReflectionRequest, ServerReflectionResponse>;

/** One question after the other on one stream. What is thrown may be a status of gRPC. */
export function converse(version: string, { client, deadline, signal }: Call) {
  const stream: Stream = client.makeBidiStreamRequest(
    `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
    (request: ServerReflectionRequest) => Buffer.from(toBinary(ServerReflectionRequestSchema, request)),
    (bytes: Buffer) => fromBinary(ServerReflectionResponseSchema, bytes),
    new Metadata(),
    { deadline },
  );
  const cancel = () => stream.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  const answers = stream[Symbol.asyncIterator]();
  return {
    async ask(messageRequest: Question): Promise<ServerReflectionResponse> {
      stream.write(create(ServerReflectionRequestSchema, { messageRequest }));
      const { value, done } = await answers.next();
      if (done) throw new TargetError("rpc: the server ended its reflection early", { retryable: true });
      return value;
    },
    end() {
      signal.removeEventListener("abort", cancel);
      // what is left to say is of no interest
      stream.on("error", () => undefined);
      stream.cancel();
    },
  };
}
