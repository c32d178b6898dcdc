import { randomUUID } from "node:crypto";
import { ScheduleDefinition, type ScheduleDefinitionInput } from "@repo/core";

/** A definition with a name of its own, due every minute and doing nothing, but for what a test says otherwise. */
export function aDefinition(overrides: Partial<ScheduleDefinitionInput> = {}): ScheduleDefinition {
  return ScheduleDefinition.parse({
    name: `schedule ${randomUUID()}`,
    spec: { type: "interval", every: 60_000 },
    target: { type: "noop" },
    ...overrides,
  });
}
