import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { Role } from "@repo/proto/user/v1/user_pb";
import { createServiceIdentity, privateKeySetting } from "@repo/runtime/auth";
import { createRpcClient } from "@repo/runtime/rpc/client";
import type { Kubectl } from "./lab/kubectl.ts";
import { type Clients, NAMESPACE, SCHEDULE_SERVICE, USER_SERVICE } from "./stage.ts";
import { signInAtWeb } from "./web-session.ts";

const USERNAME = "admin";
const DAY_MS = 86_400_000;
/** Of one call, on a machine with a lot else to do. */
const DEADLINE_MS = 60_000;

/**
 * Signs in as the first administrator with the password in the cluster's Secret, through the web UI where it is there,
 * and makes a token for the test.
 */
export async function signIn(kubectl: Kubectl, hasWeb: boolean): Promise<Clients> {
  const password = await readSecret(kubectl, "administrator", "password");
  const accessToken = hasWeb ? await signInAtWeb(USERNAME, password) : await signInAtService(password);
  const session = { authorization: `Bearer ${accessToken}` };
  const apiTokens = createRpcClient(ApiTokenService, USER_SERVICE, {
    headers: () => session,
    deadlineMs: DEADLINE_MS,
  });
  const { token } = await apiTokens.createApiToken({
    name: `cluster test ${new Date().toISOString()}`,
    role: Role.ADMIN,
    expiresAt: timestampFromDate(new Date(Date.now() + DAY_MS)),
  });
  apiTokens.close();
  const headers = () => ({ authorization: `Bearer ${token}` });

  // what the master may ask is for services only
  const privateKey = privateKeySetting().parse(await readSecret(kubectl, "master-cron-job-key", "private"));
  const identity = createServiceIdentity({ service: "cluster-test", privateKey }, () => Date.now());
  const options = { headers, deadlineMs: DEADLINE_MS };
  return {
    schedules: createRpcClient(ScheduleService, SCHEDULE_SERVICE, options),
    runs: createRpcClient(RunService, SCHEDULE_SERVICE, options),
    planner: createRpcClient(PlannerService, SCHEDULE_SERVICE, { ...options, headers: identity.headers }),
    headers,
  };
}

async function signInAtService(password: string): Promise<string | undefined> {
  const sessions = createRpcClient(SessionService, USER_SERVICE, { deadlineMs: DEADLINE_MS });
  const { tokens } = await sessions.signIn({ username: USERNAME, password });
  sessions.close();
  return tokens?.accessToken;
}

/** Of the Secret whose name begins so: generated ones end in a hash of their content. */
async function readSecret(kubectl: Kubectl, prefix: string, key: string): Promise<string> {
  const output = await kubectl(["get", "secrets", `--namespace=${NAMESPACE}`, "--output=json"]);
  const { items } = JSON.parse(output) as {
    items: { metadata: { name: string }; data?: Record<string, string> }[];
  };
  const pattern = new RegExp(`^${prefix}-[a-z0-9]{10}$`);
  const value = items.find(({ metadata }) => pattern.test(metadata.name))?.data?.[key];
  if (value === undefined) throw new Error(`there is no Secret ${prefix} with a ${key}`);
  return Buffer.from(value, "base64").toString();
}
