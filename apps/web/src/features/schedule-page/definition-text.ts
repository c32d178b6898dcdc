import type { ScheduleDefinition } from "@repo/core";
import { stringify } from "yaml";

/** The definition as a file, the fields named as in the API; lengths of time are milliseconds. */
export function writeDefinition(definition: ScheduleDefinition): { json: string; yaml: string } {
  const json = JSON.stringify(definition, undefined, 2);
  return { json, yaml: stringify(JSON.parse(json)) };
}
