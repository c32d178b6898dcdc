import { z } from "zod";
import { timingViolations } from "./due/timing-violations.ts";
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

/** The parts of a definition that do not decide when it is due. */
const Description = z.object({
  /** Unique among the schedules that are not deleted. */
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000).default(""),
  tags: z.array(z.string().trim().min(1).max(64)).max(20).default([]),
  target: Target,
  payload: Payload.optional(),
});

/** Everything a person writes: when, what, and the policies. The form, the API and the file format are this schema. */
export const ScheduleDefinition = z
  .object({ ...Description.shape, ...Timing.shape, ...Policies.shape })
  .refine((definition) => definition.maxBackoff >= definition.initialBackoff, {
    path: ["maxBackoff"],
    error: "must not be shorter than initialBackoff",
  })
  .superRefine((definition, context) => {
    // a field that was refused needs no second reason
    if (context.issues.length > 0) return;
    for (const { field, message } of timingViolations(definition)) {
      context.addIssue({ code: "custom", path: field.split("."), message });
    }
  });
export type ScheduleDefinition = z.output<typeof ScheduleDefinition>;
/** As written, before defaults are filled in. */
export type ScheduleDefinitionInput = z.input<typeof ScheduleDefinition>;
