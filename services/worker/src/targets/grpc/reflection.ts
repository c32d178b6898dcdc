import { type DescMethod, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { type ServiceError, status } from "@grpc/grpc-js";
import type { ServerReflectionResponse } from "@repo/proto/grpc/reflection/v1/reflection_pb";
import { storableMessage } from "../storable-json.ts";
import { TargetError } from "../target-error.ts";
import { explainFailure } from "./call-failure.ts";
import { type DescribedFiles, firstMissing, registryOf } from "./read-descriptors.ts";
import { converse, type Question } from "./reflection-stream.ts";
import type { Call } from "./unary-call.ts";

/** A method and all types that its messages may hold. */
export interface ReflectedMethod {
  method: DescMethod;
  registry: FileRegistry;
}

/** What a server may describe itself with. */
const MAX_FILES = 300;
const MAX_BYTES = 4 * 1_048_576;

/** Servers that are a few years old know the second one only; the messages are the same. */
const VERSIONS = ["v1", "v1alpha"] as const;

/** Asks the server what a method looks like. @throws TargetError when it does not say, or the method is no unary one */
export async function reflectMethod(rpc: string, call: Call): Promise<ReflectedMethod> {
  const [service = "", name] = rpc.split("/");
  const registry = registryOf(service, await readFiles(service, call), call.server.authority);
  const method = registry.getService(service)?.methods.find((each) => each.name === name);
  if (method === undefined) throw new TargetError(`rpc: ${call.server.authority} has no method ${rpc}`);
  if (method.methodKind !== "unary") {
    throw new TargetError(
      `rpc: ${rpc} is a ${method.methodKind.replace("_", " ")} method; only unary ones can be called`,
    );
  }
  return { method, registry };
}

async function readFiles(service: string, call: Call): Promise<DescribedFiles> {
  for (const version of VERSIONS) {
    const files = await readFilesBy(version, service, call);
    if (files !== undefined) return files;
  }
  throw new TargetError(
    `rpc: ${call.server.authority} offers no reflection, by which other methods are known; turn it on there, or implement scheduler.v1.TaskHandlerService`,
  );
}

/** @returns undefined when the server does not offer this version */
async function readFilesBy(
  version: (typeof VERSIONS)[number],
  service: string,
  call: Call,
): Promise<DescribedFiles | undefined> {
  const conversation = converse(version, call);
  try {
    const files = new Map<string, FileDescriptorProto>();
    let bytes = 0;
    let asked: Question | undefined = {
      case: "fileContainingSymbol",
      value: service,
    };
    while (asked !== undefined) {
      for (const encoded of filesOf(await conversation.ask(asked), call)) {
        bytes += encoded.byteLength;
        if (bytes > MAX_BYTES || files.size >= MAX_FILES) {
          throw new TargetError(
            `rpc: ${call.server.authority} describes ${service} with more than ${MAX_FILES} files or 4 MiB`,
          );
        }
        const file = fromBinary(FileDescriptorProtoSchema, encoded);
        files.set(file.name, file);
      }
      const missing = firstMissing(files);
      if (asked.case === "fileByFilename" && asked.value === missing) {
        throw new TargetError(
          `rpc: ${call.server.authority} does not describe ${missing}, which ${service} needs`,
        );
      }
      asked = missing === undefined ? undefined : { case: "fileByFilename", value: missing };
    }
    return files;
  } catch (error) {
    if (isStatus(error) && error.code === status.UNIMPLEMENTED) return undefined;
    throw isStatus(error) ? explainFailure(error, call.server) : error;
  } finally {
    conversation.end();
  }
}

function filesOf({ messageResponse: answer }: ServerReflectionResponse, { server }: Call): Uint8Array[] {
  if (answer.case === "fileDescriptorResponse") return answer.value.fileDescriptorProto;
  const said =
    answer.case === "errorResponse" ? answer.value.errorMessage : "it did not answer what was asked";
  throw new TargetError(storableMessage(`rpc: ${server.authority} does not describe it: ${said}`));
}

function isStatus(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && "metadata" in error && "details" in error;
}
