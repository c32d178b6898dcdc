import { z } from "zod";
import { durationBetween } from "../duration.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What the environment variables that the worker itself sets begin with. */
export const RUN_VARIABLE_PREFIX = "DISTRIBUTED_SCHEDULER_";

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const OBJECT_NAME_MESSAGE =
  "must be the name of a Kubernetes object: lower-case letters, digits, dashes, dots";
const KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const VARIABLE_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]{0,252}$/;
const LABEL_KEY = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[a-zA-Z0-9]([a-zA-Z0-9._-]{0,61}[a-zA-Z0-9])?$/;
const LABEL_VALUE = /^([a-zA-Z0-9]([a-zA-Z0-9._-]{0,61}[a-zA-Z0-9])?)?$/;
const QUANTITY = /^\d{1,15}(\.\d{1,9})?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE]\d{1,2})?$/;
const RESERVED_LABEL_PREFIXES = [
  "distributed-scheduler/",
  "app.kubernetes.io/managed-by",
  "batch.kubernetes.io/",
];

/** Where a value lies in the Job's namespace; the worker never reads it. */
export const KubernetesKeyRef = z.object({
  name: z.string().regex(DNS_SUBDOMAIN, OBJECT_NAME_MESSAGE),
  key: z.string().regex(KEY, "must be letters, digits, dashes, underscores and dots"),
});
export type KubernetesKeyRef = z.output<typeof KubernetesKeyRef>;

/** One environment variable: its value, or where Kubernetes finds it. */
export const KubernetesVariable = z
  .object({
    name: z
      .string()
      .regex(VARIABLE_NAME, "must be the name of an environment variable")
      .refine(
        (name) => !name.startsWith(RUN_VARIABLE_PREFIX),
        `must not begin with ${RUN_VARIABLE_PREFIX}, which tells the Job about its run`,
      ),
    value: z.string().max(65_536).optional(),
    secretKeyRef: KubernetesKeyRef.optional(),
    configMapKeyRef: KubernetesKeyRef.optional(),
  })
  .refine(
    ({ value, secretKeyRef, configMapKeyRef }) =>
      [value, secretKeyRef, configMapKeyRef].filter((source) => source !== undefined).length === 1,
    "must have one of value, secretKeyRef, configMapKeyRef",
  );
export type KubernetesVariable = z.output<typeof KubernetesVariable>;

/** RESTRICTED passes the Pod Security Standard of that name; BASELINE lets the image run as root. */
export const PodSecurity = z.enum(["RESTRICTED", "BASELINE"]);
export type PodSecurity = z.output<typeof PodSecurity>;

const Resources = z
  .record(
    z.string().regex(LABEL_KEY, "must be the name of a resource, such as cpu, memory or nvidia.com/gpu"),
    z.string().regex(QUANTITY, "must be a quantity, such as 500m, 2 or 256Mi"),
  )
  .refine((resources) => Object.keys(resources).length <= 8, "must not name more than 8 resources");

const Labels = z
  .record(
    z
      .string()
      .regex(LABEL_KEY, "is not a valid label name")
      .refine(
        (name) => !RESERVED_LABEL_PREFIXES.some((prefix) => name.startsWith(prefix)),
        "is a label that the worker sets itself",
      ),
    z.string().regex(LABEL_VALUE, "must be at most 63 letters, digits, dashes, underscores and dots"),
  )
  .refine((labels) => Object.keys(labels).length <= 32, "must not have more than 32 labels");

/** One Kubernetes Job per try at a run; it succeeds when its container exits with 0. */
export const KubernetesJobTarget = z.object({
  type: z.literal("kubernetesJob"),
  /** Absent: the first namespace that the worker is allowed to use. */
  namespace: z.string().regex(DNS_LABEL, "must be the name of a namespace").optional(),
  image: z
    .string()
    .max(512)
    .regex(
      /^[a-z0-9][a-zA-Z0-9._:/@-]*$/,
      "must be an image reference, such as registry.example.com/report:1.4",
    ),
  /** Empty: the image's entrypoint. */
  command: z.array(z.string().max(32_768)).max(64).default([]),
  args: z.array(z.string().max(32_768)).max(256).default([]),
  env: z
    .array(KubernetesVariable)
    .max(128)
    .superRefine((variables, context) => {
      const names = new Set<string>();
      variables.forEach(({ name }, index) => {
        if (names.has(name)) {
          context.addIssue({ code: "custom", path: [index, "name"], message: "is given twice" });
        }
        names.add(name);
      });
    })
    .default([]),
  requests: Resources.default({}),
  limits: Resources.default({}),
  /** Absent: the namespace's default, whose token is not mounted. */
  serviceAccount: z.string().regex(DNS_SUBDOMAIN, OBJECT_NAME_MESSAGE).optional(),
  labels: Labels.default({}),
  podSecurity: PodSecurity.default("RESTRICTED"),
  /** Absent: the image's user. */
  runAsUser: z.int().min(1, "must not be 0, which is root").max(2_147_483_647).optional(),
  /** How long the finished Job is kept for people to look at. */
  keepFinished: durationBetween(MINUTE, 7 * DAY)
    .multipleOf(1_000, "must be whole seconds")
    .default(60 * MINUTE),
});
export type KubernetesJobTarget = z.output<typeof KubernetesJobTarget>;
