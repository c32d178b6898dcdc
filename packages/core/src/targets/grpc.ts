import { z } from "zod";

/** The method that needs no reflection: it is the project's own. */
export const TASK_HANDLER_RPC = "scheduler.v1.TaskHandlerService/Execute";

const ADDRESS =
  /^(dns:\/\/\/)?(\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9_]([a-zA-Z0-9_.-]{0,252}[a-zA-Z0-9_.])?):([1-9]\d{0,4})$/;
const RPC = /^([a-zA-Z_]\w*\.)*[a-zA-Z_]\w*\/[a-zA-Z_]\w*$/;
const METADATA_KEY = /^[0-9a-z_.-]+$/;
/** Set by the worker or by the protocol. */
const RESERVED_KEY =
  /^(grpc-.*|.*-bin|te|content-type|user-agent|host|connection|idempotency-key|x-scheduler-.*)$/;
const METADATA_VALUE = /^[\x20-\x7e]*$/;

const RpcMetadata = z
  .record(
    z
      .string()
      .max(256)
      .regex(METADATA_KEY, "must be lower-case letters, digits, dashes, underscores and dots")
      .refine((key) => !RESERVED_KEY.test(key), "is set by the worker or by gRPC, or is binary"),
    z.string().max(8_192).regex(METADATA_VALUE, "must be printable ASCII"),
  )
  .refine((metadata) => Object.keys(metadata).length <= 32, "must not have more than 32 entries");

/** One unary call per attempt, with the run's identity as idempotency metadata. */
export const GrpcTarget = z
  .object({
    type: z.literal("grpc"),
    address: z
      .string()
      .max(300)
      .regex(ADDRESS, "must be host:port, such as reports.example.com:443, or dns:///host:port")
      .refine((address) => !(portOf(address) > 65_535), "must have a port from 1 to 65535"),
    /** Whether to speak without TLS. */
    plaintext: z.boolean().default(false),
    /** `package.Service/Method`. */
    rpc: z
      .string()
      .max(512)
      .regex(RPC, `must be package.Service/Method, such as ${TASK_HANDLER_RPC}`)
      .default(TASK_HANDLER_RPC),
    /** JSON in which templates are filled in. Absent: the payload. */
    request: z.string().max(65_536).optional(),
    metadata: RpcMetadata.default({}),
  })
  .refine(({ rpc, request }) => rpc !== TASK_HANDLER_RPC || request === undefined, {
    path: ["request"],
    message: `must be empty for ${TASK_HANDLER_RPC}, which is given the run and its payload`,
  });
export type GrpcTarget = z.output<typeof GrpcTarget>;

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(":") + 1));
}
