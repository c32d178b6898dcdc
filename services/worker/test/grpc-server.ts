import {
  create,
  type DescFile,
  type DescMethod,
  type DescService,
  fromBinary,
  type Message,
  toBinary,
} from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import {
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type ServiceError,
} from "@grpc/grpc-js";
import {
  ServerReflection,
  type ServerReflectionRequest,
  type ServerReflectionResponse,
  ServerReflectionResponseSchema,
} from "@repo/proto/grpc/reflection/v1/reflection_pb";
import { cleanUpAfterTest } from "./targets-fixtures.ts";

/** Answers a call; what is thrown is its status. */
export type Answer = (
  request: Message,
  call: ServerUnaryCall<Message, Message>,
) => Promise<Message> | Message;

export interface GrpcServerOptions {
  /** By `package.Service/Method`. */
  answers: Record<string, Answer>;
  services: readonly DescService[];
  /** The versions of reflection that are offered. Default: none. */
  reflection?: readonly ("v1" | "v1alpha")[];
  /** Files that it says nothing of. */
  hidden?: readonly string[];
  tls?: { cert: string; key: string };
}

export interface GrpcServer {
  port: number;
  /** Metadata of the calls so far. */
  calls: Metadata[];
  /** Questions asked of the reflection. */
  questions: string[];
}

/** A gRPC server on a port of its own, until the end of the test. */
export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  const { answers, services, reflection = [], hidden = [], tls } = options;
  const server = new Server();
  const [calls, questions]: [Metadata[], string[]] = [[], []];
  for (const service of services) {
    const handlers = service.methods.map((method): [string, handleUnaryCall<Message, Message>] => [
      method.name,
      async (call, reply) => {
        calls.push(call.metadata);
        try {
          const answer = answers[`${service.typeName}/${method.name}`];
          if (answer === undefined) throw statusError(12, "not here");
          reply(null, await answer(call.request, call));
        } catch (error) {
          reply(error as ServiceError);
        }
      },
    ]);
    server.addService(definitionOf(service, service.typeName), Object.fromEntries(handlers));
  }
  for (const version of reflection) {
    const typeName = `grpc.reflection.${version}.ServerReflection`;
    server.addService(definitionOf(ServerReflection, typeName), {
      ServerReflectionInfo(call: ServerDuplexStream<ServerReflectionRequest, ServerReflectionResponse>) {
        call.on("data", ({ messageRequest }: ServerReflectionRequest) => {
          questions.push(String(messageRequest.value));
          call.write(describe(messageRequest, services, hidden));
        });
        call.on("end", () => call.end());
      },
    });
  }
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [
          { cert_chain: Buffer.from(tls.cert), private_key: Buffer.from(tls.key) },
        ]);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync("127.0.0.1:0", credentials, (error, port) => (error ? reject(error) : resolve(port)));
  const port = await promise;
  cleanUpAfterTest(() => server.forceShutdown());
  return { port, calls, questions };
}

/** What a server says when it refuses. */
export function statusError(code: number, details: string, metadata?: Metadata): Partial<ServiceError> {
  return Object.assign(new Error(details), { code, details, ...(metadata && { metadata }) });
}

function definitionOf(service: DescService, typeName: string): ServiceDefinition {
  return Object.fromEntries(
    service.methods.map((method: DescMethod) => [
      method.name,
      {
        path: `/${typeName}/${method.name}`,
        requestStream: method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming",
        responseStream: method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming",
        requestSerialize: (message: Message) => Buffer.from(toBinary(method.input, message)),
        requestDeserialize: (bytes: Buffer) => fromBinary(method.input, bytes),
        responseSerialize: (message: Message) => Buffer.from(toBinary(method.output, message)),
        responseDeserialize: (bytes: Buffer) => fromBinary(method.output, bytes),
      },
    ]),
  );
}

/** One file for each question, as some servers answer. */
function describe(
  asked: ServerReflectionRequest["messageRequest"],
  services: readonly DescService[],
  hidden: readonly string[],
): ServerReflectionResponse {
  const files = services.flatMap(({ file }) => [...withImports(file)]);
  const found =
    asked.case === "fileContainingSymbol"
      ? services.find(({ typeName }) => typeName === asked.value)?.file
      : files.find(({ proto }) => proto.name === asked.value);
  const isKnown = found !== undefined && !hidden.includes(found.proto.name);
  return create(ServerReflectionResponseSchema, {
    messageResponse: isKnown
      ? {
          case: "fileDescriptorResponse",
          value: { fileDescriptorProto: [toBinary(FileDescriptorProtoSchema, found.proto)] },
        }
      : {
          case: "errorResponse",
          value: { errorCode: 5, errorMessage: `nothing is known of ${asked.value}` },
        },
  });
}

function* withImports(file: DescFile): Generator<DescFile> {
  yield file;
  for (const each of file.dependencies) yield* withImports(each);
}
