import { describe, expect, test } from "bun:test";
import { create, createFileRegistry, fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Client, credentials, status } from "@grpc/grpc-js";
import {
  ServerReflection,
  ServerReflectionRequestSchema,
  type ServerReflectionResponse,
} from "@repo/proto/grpc/reflection/v1/reflection_pb";
import { methodDefinitionOf } from "../src/rpc/wire/method-definition.ts";
import { startRunServer } from "./run-service-fixture.ts";

type Question = MessageInitShape<typeof ServerReflectionRequestSchema>["messageRequest"];

/** Asks all questions over one call, as grpcurl does. */
async function ask(
  address: string,
  questions: Question[],
): Promise<ServerReflectionResponse["messageResponse"][]> {
  const client = new Client(address, credentials.createInsecure());
  const { path, requestSerialize, responseDeserialize } = methodDefinitionOf(
    ServerReflection.method.serverReflectionInfo,
  );
  const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  for (const messageRequest of questions)
    call.write(create(ServerReflectionRequestSchema, { messageRequest }));
  call.end();
  try {
    const answers = [];
    for await (const answer of call) answers.push((answer as ServerReflectionResponse).messageResponse);
    return answers;
  } finally {
    client.close();
  }
}

test("the services are listed", async () => {
  await using server = await startRunServer();
  const [answer] = await ask(server.address, [{ case: "listServices", value: "" }]);
  expect(answer?.value).toMatchObject({
    service: [{ name: "scheduler.v1.RunService" }, { name: "grpc.reflection.v1.ServerReflection" }],
  });
});

describe("a file is found, complete with its imports,", () => {
  test.each<[string, Question]>([
    ["by its name", { case: "fileByFilename", value: "scheduler/v1/run_service.proto" }],
    ["by a service in it", { case: "fileContainingSymbol", value: "scheduler.v1.RunService" }],
    ["by a method in it", { case: "fileContainingSymbol", value: "scheduler.v1.RunService.GetRun" }],
    ["by a message in it", { case: "fileContainingSymbol", value: "scheduler.v1.GetRunRequest" }],
    ["by a field in it", { case: "fileContainingSymbol", value: "scheduler.v1.GetRunRequest.id" }],
  ])("%s", async (_, question) => {
    await using server = await startRunServer();
    const [answer] = await ask(server.address, [question]);
    if (answer?.case !== "fileDescriptorResponse") throw new Error(`got ${answer?.case}`);
    const files = answer.value.fileDescriptorProto.map((bytes) =>
      fromBinary(FileDescriptorProtoSchema, bytes),
    );
    expect(files[0]?.name).toBe("scheduler/v1/run_service.proto");
    // a registry can only be built when no import is missing
    const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files.reverse() }));
    expect(registry.getService("scheduler.v1.RunService")?.method.getRun?.output.typeName).toBe(
      "scheduler.v1.GetRunResponse",
    );
  });
});

describe("what is not there is answered with an error, and the call goes on:", () => {
  test.each<[string, Question]>([
    ["a file", { case: "fileByFilename", value: "nonsense.proto" }],
    ["a symbol", { case: "fileContainingSymbol", value: "scheduler.v1.Nonsense" }],
    ["a member", { case: "fileContainingSymbol", value: "scheduler.v1.RunService.Nonsense" }],
    ["an extension", { case: "fileContainingExtension", value: { containingType: "x", extensionNumber: 1 } }],
    ["extensions of a message", { case: "allExtensionNumbersOfType", value: "nonsense" }],
  ])("%s", async (_, question) => {
    await using server = await startRunServer();
    const answers = await ask(server.address, [question, { case: "listServices", value: "" }]);
    expect(answers[0]).toMatchObject({ case: "errorResponse", value: { errorCode: status.NOT_FOUND } });
    expect(answers[1]?.case).toBe("listServicesResponse");
  });
});

test("a server that does not offer reflection does not answer", async () => {
  await using server = await startRunServer({}, { reflection: false });
  const failure = await ask(server.address, [{ case: "listServices", value: "" }]).catch((error) => error);
  expect(failure.code).toBe(status.UNIMPLEMENTED);
});
