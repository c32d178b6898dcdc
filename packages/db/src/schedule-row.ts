import { type Schedule, ScheduleDefinition, type Spec, Timing } from "@repo/core";
import type { Schedule as PrismaSchedule, ScheduleCursor } from "./generated/client.ts";
import { toSnakeCase } from "./sql.ts";

/**
 * A stored schedule with its cursor: its fields are the domain's, except that what is absent is null and JSON is not
 * typed.
 */
export type ScheduleRow = PrismaSchedule & Pick<ScheduleCursor, "nextDueAt" | "plannedCount">;

const TIMING_FIELDS = Object.keys(Timing.shape) as (keyof Timing)[];
const DEFINITION_FIELDS = Object.keys(ScheduleDefinition.shape) as (keyof ScheduleDefinition)[];

/** The definition of a stored schedule. Stored definitions were validated when they came in. */
export function definitionOf(row: Pick<ScheduleRow, keyof ScheduleDefinition>): ScheduleDefinition {
  return pickFields<ScheduleDefinition>(row, DEFINITION_FIELDS);
}

/** What decides when a stored schedule is due. */
export function timingOf(row: Pick<ScheduleRow, keyof Timing>): Timing {
  return pickFields<Timing>(row, TIMING_FIELDS);
}

function pickFields<Part extends Timing>(
  row: { [Field in keyof Part]?: unknown },
  fields: readonly (keyof Part)[],
): Part {
  const part = Object.fromEntries(fields.map((field) => [field, row[field] ?? undefined])) as Part;
  return { ...part, spec: reviveSpec(part.spec) };
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

/** The columns of {@link timingOf}. */
export const TIMING_COLUMNS = TIMING_FIELDS.map(toSnakeCase);

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
