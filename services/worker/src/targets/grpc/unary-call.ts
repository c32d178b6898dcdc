import { type DescMethod, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import type { Client, Metadata } from "@grpc/grpc-js";
import { TargetError } from "../target-error.ts";
import { explainFailure } from "./call-failure.ts";
import type { ServerAddress } from "./resolve-address.ts";

export interface Call {
  client: Client;
  server: ServerAddress;
  metadata: Metadata;
  deadline: Date;
  signal: AbortSignal;
}

/** Calls a method once. @throws TargetError when it fails */
export function callUnary(
  method: DescMethod,
  request: Message,
  { client, server, metadata, deadline, signal }: Call,
): Promise<Message> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) throw new TargetError("the call was cancelled", { retryable: true });
    const cancel = () => running.cancel();
    const running = client.makeUnaryRequest(
      `/${method.parent.typeName}/${method.name}`,
      (message: Message) => Buffer.from(toBinary(method.input, message)),
      (bytes: Buffer) => fromBinary(method.output, bytes),
      request,
      metadata,
      { deadline },
      (error, response) => {
        signal.removeEventListener("abort", cancel);
        if (error !== null) reject(explainFailure(error, server));
        else if (response !== undefined) resolve(response);
      },
    );
    signal.addEventListener("abort", cancel, { once: true });
  });
}
