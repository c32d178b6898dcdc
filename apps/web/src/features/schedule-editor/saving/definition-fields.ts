import type { ScheduleDefinition } from "@repo/core";

/** The parts of a definition that come in several types. */
const VARIANTS = ["spec", "target"] as const;
type Variant = (typeof VARIANTS)[number];

/**
 * A definition as fields by their path, such as `spec.expression`; lists and objects within are one value.
 *
 * @param whole variants that are one value too, because their types differ
 */
export function fieldsOf(
  definition: ScheduleDefinition,
  whole: ReadonlySet<Variant> = new Set(),
): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [name, value] of Object.entries(definition)) {
    const variant = VARIANTS.find((variant) => variant === name);
    if (variant === undefined || whole.has(variant)) {
      if (value !== undefined) fields.set(name, value);
      continue;
    }
    for (const [inner, innerValue] of Object.entries(value as object)) {
      if (innerValue !== undefined) fields.set(`${name}.${inner}`, innerValue);
    }
  }
  return fields;
}

/** Which variants are not of the same type in all definitions. */
export function differingVariants(definitions: readonly ScheduleDefinition[]): Set<Variant> {
  return new Set(
    VARIANTS.filter((variant) => new Set(definitions.map((definition) => definition[variant].type)).size > 1),
  );
}

/** Whether two values say the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
