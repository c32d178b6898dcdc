import { hash32 } from "../hash.ts";
import { boundedCache } from "./bounded-cache.ts";
import { isNeverDue } from "./cron-days.ts";
import { compileCronFields } from "./cron-fields.ts";
import { CronMatcher } from "./cron-matcher.ts";
import { CronSource } from "./cron-source.ts";
import { CRON_FIELDS, CronSyntaxError, hasHash, resolveHash, splitCronExpression } from "./cron-syntax.ts";
import { zoneOffsetsOf } from "./zone-offsets.ts";

/** Of 100,000 schedules few hundred differ in expression or zone; more than this are compiled anew. */
const EXPRESSIONS_KEPT = 10_000;

/** The source of an expression in a zone, shared by all schedules that have both. Throws CronSyntaxError. */
export function cronSourceOf(
  expression: string,
  timeZone: string,
  scheduleId: string | undefined,
): CronSource {
  const resolved = resolveCronExpression(expression, scheduleId);
  return sharedSourceOf(`${timeZone}\n${resolved}`);
}

/** The six upper-case fields, macros written out and each `H` settled by the id. Throws CronSyntaxError. */
export function resolveCronExpression(expression: string, scheduleId: string | undefined): string {
  const fields = splitCronExpression(expression).map((text, index) => {
    const field = CRON_FIELDS[index];
    if (!field || !hasHash(text)) return text;
    if (scheduleId === undefined) {
      throw new CronSyntaxError(
        `${field.name} "${text}": H is settled by the schedule's id, and it has none yet`,
      );
    }
    return resolveHash(field, text, hash32(`${scheduleId}/${field.name}`));
  });
  return fields.join(" ");
}

const sharedSourceOf = boundedCache(EXPRESSIONS_KEPT, (key): CronSource => {
  const [timeZone = "", resolved = ""] = key.split("\n");
  return new CronSource(sharedMatcherOf(resolved), zoneOffsetsOf(timeZone));
});

const sharedMatcherOf = boundedCache(EXPRESSIONS_KEPT, (resolved): CronMatcher => {
  const texts = resolved.split(" ");
  const fields = compileCronFields(texts);
  if (isNeverDue(fields)) {
    const [, , , dayOfMonth, month, dayOfWeek] = texts;
    throw new CronSyntaxError(
      `is never due: no date has day-of-month "${dayOfMonth}", month "${month}" and day-of-week "${dayOfWeek}"`,
    );
  }
  return new CronMatcher(fields);
});
