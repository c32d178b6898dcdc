import type { DescService, Message } from "@bufbuild/protobuf";
import type { MethodDefinition, ServiceDefinition } from "@grpc/grpc-js";
import { methodDefinitionOf } from "../wire/method-definition.ts";
import { refuseNul } from "./refuse-nul.ts";
import { RpcFailure } from "./rpc-failure.ts";

/** Stands for a request that is no message. grpc-js would answer INTERNAL, and before anybody has asked who calls. */
class MalformedRequest {}

/** All methods of a service, by their name on the wire, as a server reads them. */
export function serverDefinitionOf(service: DescService): ServiceDefinition {
  return Object.fromEntries(
    service.methods.map((method) => {
      const definition = methodDefinitionOf(method);
      const requestDeserialize = (bytes: Buffer) => {
        try {
          return definition.requestDeserialize(bytes);
        } catch {
          return new MalformedRequest();
        }
      };
      return [method.name, { ...definition, requestDeserialize } as MethodDefinition<Message, Message>];
    }),
  );
}

/** @throws RpcFailure, DomainError INVALID_ARGUMENT when the bytes were no message, or hold what cannot be stored */
export function readRequest(request: unknown): unknown {
  if (!(request instanceof MalformedRequest)) {
    refuseNul(request);
    return request;
  }
  throw new RpcFailure("INVALID_ARGUMENT", "the request is not a message of this method", {
    reason: "MALFORMED_REQUEST",
  });
}

/** The requests of a call that streams them. @throws RpcFailure as {@link readRequest} */
export async function* readRequests(requests: AsyncIterable<unknown>): AsyncGenerator<unknown, void> {
  for await (const request of requests) yield readRequest(request);
}
