import { redisUrlSetting } from "@repo/queue";
import {
  crashPointSetting,
  durationSetting,
  integerSetting,
  ListedProcessConfig,
  ProcessConfig,
  urlSetting,
} from "@repo/runtime";
import { encryptionKeysSetting } from "@repo/runtime/auth";
import { z } from "zod";
import { CommandAllowList, HttpAllowList, KubernetesNamespaces } from "./targets/index.ts";

const QueueNames = z
  .string()
  .transform((names) => names.split(",").map((name) => name.trim()))
  .pipe(
    z
      .array(
        z
          .string()
          .regex(/^[a-z0-9-]{1,63}$/, "must be queue names separated by commas, such as default,reports"),
      )
      .min(1),
  );

/** The environment of a worker. */
export const Config = z.object({
  ...ProcessConfig.shape,
  ...ListedProcessConfig.shape,
  /** Where Postgres is, and as whom to sign in there. */
  DATABASE_URL: urlSetting("postgresql", "postgres"),
  /** Connections that one process opens at most. */
  DATABASE_MAX_CONNECTIONS: integerSetting({ min: 2, max: 500 }).default(10),
  /** Where Redis is. */
  REDIS_URL: redisUrlSetting(),
  /** Queues whose runs this worker executes. */
  WORKER_QUEUES: QueueNames.default(["default"]),
  /** Runs in hand at once, for each queue. */
  WORKER_CONCURRENCY: integerSetting({ min: 1, max: 10_000 }).default(200),
  /** How long this worker counts as alive without a sign of life. */
  WORKER_LEASE: durationSetting({ min: "1s", max: "10m" }).default(15_000),
  /** Decrypt secrets, as in user-microservice. Not set: runs that name a secret fail. */
  SECRETS_KEYS: encryptionKeysSetting().optional(),
  /** Private hosts and networks that http and grpc targets may call. */
  HTTP_TARGET_ALLOW: HttpAllowList.prefault(""),
  /** Connections of http targets to one origin; fewer than runs in hand, and claimed runs wait for one another. */
  HTTP_TARGET_CONNECTIONS: integerSetting({ min: 1, max: 10_000 }).default(200),
  /** Programs that command targets may run, by name or absolute path; `*`: every one. Empty: such targets fail. */
  COMMAND_TARGET_ALLOW: CommandAllowList.prefault(""),
  /** Namespaces in which kubernetesJob targets may run, such as `jobs,reports`. Empty: such targets fail. */
  KUBERNETES_NAMESPACES: KubernetesNamespaces.prefault(""),
  /** Path of a kubeconfig file. Not set: the service account of this worker's pod. */
  KUBECONFIG: z.string().min(1).optional(),
  /** For tests only: dies when a run is claimed, when its target was called, or when its end is recorded. */
  CRASH_POINT: crashPointSetting("CLAIMED", "CALLED", "ENDED").optional(),
});
export type Config = z.output<typeof Config>;
