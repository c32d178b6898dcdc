import { z } from "zod";
import { timingViolations } from "./due/timing-violations.ts";
import type { FieldViolation } from "./errors.ts";
import { Policies } from "./policies.ts";
import { Target } from "./target.ts";
import { Timing } from "./timing.ts";

/** The largest payload of a schedule or a trigger, in bytes of JSON. */
export const MAX_PAYLOAD_BYTES = 65_536;

/** A JSON object given to the target. */
export const Payload = z
  .record(z.string(), z.json())
  .refine(
    (payload) => new TextEncoder().encode(JSON.stringify(payload)).length <= MAX_PAYLOAD_BYTES,
    `must not be larger than ${MAX_PAYLOAD_BYTES} bytes as JSON`,
  );
export type Payload = z.output<typeof Payload>;

/** The most tags of one schedule. */
export const MAX_TAGS = 20;

/** Words to find schedules by. */
export const Tags = z.array(z.string().trim().min(1).max(64)).max(MAX_TAGS);

/** The parts of a definition that do not decide when it is due. */
const Description = z.object({
  /** Unique among the schedules that are not deleted. */
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000).default(""),
  tags: Tags.default([]),
  target: Target,
  payload: Payload.optional(),
});

/** Everything a person writes: when, what, and the policies. The form, the API and the file format are this schema. */
export const ScheduleDefinition = z
  .object({ ...Description.shape, ...Timing.shape, ...Policies.shape })
  .superRefine(
    (definition, context) => {
      const refused = new Set(context.issues.map((issue) => issue.path?.[0]));
      for (const { field, message } of violationsAcrossFields(definition, refused)) {
        context.addIssue({ code: "custom", path: field.split("."), message });
      }
    },
    // also when a field was refused: all that is wrong is to be said at once
    { when: () => true },
  );
export type ScheduleDefinition = z.output<typeof ScheduleDefinition>;
/** As written, before defaults are filled in. */
export type ScheduleDefinitionInput = z.input<typeof ScheduleDefinition>;

const TIMING_FIELDS = Object.keys(Timing.shape);

/** Rules about several fields; one that was refused by itself needs no second reason, and cannot be relied on. */
function violationsAcrossFields(
  definition: ScheduleDefinition,
  refused: ReadonlySet<PropertyKey | undefined>,
): FieldViolation[] {
  // not an object at all
  if (refused.has(undefined)) return [];
  const violations: FieldViolation[] = [];
  if (!TIMING_FIELDS.some((field) => refused.has(field))) violations.push(...timingViolations(definition));
  if (!refused.has("initialBackoff") && !refused.has("maxBackoff")) {
    const { initialBackoff, maxBackoff } = definition;
    if (maxBackoff < initialBackoff) {
      violations.push({ field: "maxBackoff", message: "must not be shorter than initialBackoff" });
    }
  }
  return violations;
}
