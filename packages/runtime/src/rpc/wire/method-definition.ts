import type { DescMessage, DescMethod, Message } from "@bufbuild/protobuf";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { MethodDefinition } from "@grpc/grpc-js";
import { encodeOnce } from "./shared-answer.ts";

/** Bytes over the same memory: grpc-js wants a Buffer, protobuf-es gives a Uint8Array. */
function encode(schema: DescMessage, message: Message): Buffer {
  const bytes = toBinary(schema, message);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How grpc-js sends and reads the messages of a method that protobuf-es describes. */
export function methodDefinitionOf(method: DescMethod): MethodDefinition<Message, Message> {
  return {
    path: `/${method.parent.typeName}/${method.name}`,
    originalName: method.localName,
    requestStream: method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming",
    responseStream: method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming",
    requestSerialize: (message) => encode(method.input, message),
    requestDeserialize: (bytes) => fromBinary(method.input, bytes),
    responseSerialize: (message) => encodeOnce(message, (each) => encode(method.output, each)),
    responseDeserialize: (bytes) => fromBinary(method.output, bytes),
  };
}
