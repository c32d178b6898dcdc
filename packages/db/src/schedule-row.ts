import { type Schedule, ScheduleDefinition, type Spec } from "@repo/core";
import type { Schedule as PrismaSchedule } from "./generated/client.ts";
import { toSnakeCase } from "./sql.ts";

/** A stored schedule: its fields are the domain's, except that what is absent is null and JSON is not typed. */
export type ScheduleRow = PrismaSchedule;

const DEFINITION_FIELDS = Object.keys(ScheduleDefinition.shape) as (keyof ScheduleDefinition)[];

/** The definition of a stored schedule. Stored definitions were validated when they came in. */
export function definitionOf(row: Pick<ScheduleRow, keyof ScheduleDefinition>): ScheduleDefinition {
  const fields = DEFINITION_FIELDS.map((field) => [field, row[field] ?? undefined]);
  const definition = Object.fromEntries(fields) as ScheduleDefinition;
  return { ...definition, spec: reviveSpec(definition.spec) };
}

export function scheduleOf(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    definition: definitionOf(row),
    state: row.state,
    revision: row.revision,
    owner: row.owner,
    pauseNote: row.pauseNote,
    nextDueAt: row.nextDueAt ?? undefined,
    plannedCount: row.plannedCount,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** A definition as a JSON object whose keys are the columns it is stored in. */
export function definitionColumns(definition: ScheduleDefinition): Record<string, unknown> {
  return Object.fromEntries(
    DEFINITION_FIELDS.map((field) => [toSnakeCase(field), definition[field] ?? null]),
  );
}

/** The columns of {@link definitionColumns}. */
export const DEFINITION_COLUMNS = DEFINITION_FIELDS.map(toSnakeCase);

/** JSON has no instants: those of a spec are stored as ISO texts. */
function reviveSpec(spec: Spec): Spec {
  switch (spec.type) {
    case "cron":
      return spec;
    case "interval":
      return spec.anchorAt === undefined ? spec : { ...spec, anchorAt: new Date(spec.anchorAt) };
    case "once":
      return { ...spec, at: new Date(spec.at) };
  }
}
