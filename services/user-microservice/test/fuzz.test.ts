import { expect, test } from "bun:test";
import type { DescMethod } from "@bufbuild/protobuf";
import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { AuditService } from "@repo/proto/user/v1/audit_service_pb";
import { SavedViewService } from "@repo/proto/user/v1/saved_view_service_pb";
import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { fuzzMethods } from "@repo/testing";
import { ADMIN_PASSWORD, startService } from "./running-service.ts";

const MESSAGES_PER_METHOD = 150;
/** These would end the session that the others are called with. */
const ENDING = ["SignOut", "RevokeSession", "RotateSigningKey"];

test("no message, however generated, is answered INTERNAL", async () => {
  await using service = await startService();
  const { tokens } = await service.signIn("admin", ADMIN_PASSWORD);
  const services = [
    UserService,
    SessionService,
    ApiTokenService,
    AuditService,
    SecretService,
    SavedViewService,
  ];
  const methods = services
    .flatMap((desc): readonly DescMethod[] => desc.methods)
    .filter(({ name }) => !ENDING.includes(name));
  const { user } = await service.admin.users.createUser({ username: "fuzzed", role: 1 });
  const { calls, codes, failures } = await fuzzMethods({
    address: service.address,
    methods,
    headers: () => ({ authorization: `Bearer ${tokens.accessToken}` }),
    messagesPerMethod: MESSAGES_PER_METHOD,
    target: user?.id ?? "",
  });
  expect(failures).toEqual([]);
  expect(calls).toBe(methods.length * MESSAGES_PER_METHOD);
  expect(codes.OK).toBeGreaterThan(100);
  // whatever was sent, one event is one line of JSON, which nobody else has written
  for (const line of service.lines) {
    expect(line.indexOf("\n")).toBe(line.length - 1);
    expect(JSON.parse(line)).toMatchObject({ service: "test" });
    expect(JSON.parse(line).msg).not.toBe("forged");
  }
  await service
    .signIn("admin", ADMIN_PASSWORD)
    .catch((error) => expect(error.code).toBe("RESOURCE_EXHAUSTED"));
}, 300_000);
