import {
  createRegistry,
  type DescFile,
  type DescService,
  type MessageInitShape,
  type Registry,
  toBinary,
} from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import {
  ServerReflection,
  type ServerReflectionRequest,
  type ServerReflectionResponseSchema,
} from "@repo/proto/grpc/reflection/v1/reflection_pb";
import { statusNumberOf } from "../wire/status-code.ts";
import { type RpcService, service } from "./service-handlers.ts";

type Answer = MessageInitShape<typeof ServerReflectionResponseSchema>["messageResponse"];

/** `grpc.reflection.v1` from the descriptors in the generated code: nothing is read from disk, so it works in a compiled file. */
export function reflectionService(services: readonly DescService[]): RpcService {
  const offered = [...services, ServerReflection];
  const files = filesBehind(offered);
  const registry = createRegistry(...files.values());
  return service(ServerReflection, {
    async *serverReflectionInfo(requests) {
      for await (const request of requests) {
        yield {
          validHost: request.host,
          originalRequest: request,
          messageResponse: answerOf(request, offered, files, registry),
        };
      }
    },
  });
}

function answerOf(
  { messageRequest: asked }: ServerReflectionRequest,
  services: readonly DescService[],
  files: ReadonlyMap<string, DescFile>,
  registry: Registry,
): Answer {
  switch (asked.case) {
    case "listServices":
      return {
        case: "listServicesResponse",
        value: { service: services.map(({ typeName }) => ({ name: typeName })) },
      };
    case "fileByFilename":
      return fileAnswer(files.get(asked.value), `file ${asked.value}`);
    case "fileContainingSymbol":
      return fileAnswer(fileOfSymbol(registry, asked.value), `symbol ${asked.value}`);
    case "fileContainingExtension":
      return errorAnswer("NOT_FOUND", "no extensions are used here");
    case "allExtensionNumbersOfType":
      return registry.getMessage(asked.value)
        ? { case: "allExtensionNumbersResponse", value: { baseTypeName: asked.value } }
        : errorAnswer("NOT_FOUND", `no message ${asked.value}`);
    case undefined:
      return errorAnswer("INVALID_ARGUMENT", "the request asks for nothing");
  }
}

/** The file with all that it imports: clients then need not ask once per import. */
function fileAnswer(file: DescFile | undefined, what: string): Answer {
  if (!file) return errorAnswer("NOT_FOUND", `no ${what}`);
  const fileDescriptorProto = [...withImports(file, new Map()).values()]
    .reverse()
    .map(({ proto }) => toBinary(FileDescriptorProtoSchema, proto));
  return { case: "fileDescriptorResponse", value: { fileDescriptorProto } };
}

function errorAnswer(code: "NOT_FOUND" | "INVALID_ARGUMENT", errorMessage: string): Answer {
  return { case: "errorResponse", value: { errorCode: statusNumberOf(code), errorMessage } };
}

/** A symbol is a type, a service, or a method or field of one. */
function fileOfSymbol(registry: Registry, symbol: string): DescFile | undefined {
  const type = registry.get(symbol);
  if (type) return type.file;
  const dot = symbol.lastIndexOf(".");
  const owner = registry.get(symbol.slice(0, dot));
  const name = symbol.slice(dot + 1);
  const members = owner?.kind === "service" ? owner.methods : owner?.kind === "message" ? owner.members : [];
  return members.some((member) => member.name === name) ? owner?.file : undefined;
}

function filesBehind(services: readonly DescService[]): Map<string, DescFile> {
  return services.reduce((files, { file }) => withImports(file, files), new Map<string, DescFile>());
}

/** Adds a file after the files that it imports. */
function withImports(file: DescFile, files: Map<string, DescFile>): Map<string, DescFile> {
  if (files.has(file.proto.name)) return files;
  for (const imported of file.dependencies) withImports(imported, files);
  return files.set(file.proto.name, file);
}
