/** The conditions of a statement, all of which have to hold, and the values of its parameters. */
export interface Conditions {
  readonly values: unknown[];
  /** Adds a condition, written with the parameters that stand for the given values. */
  where(condition: (...parameters: string[]) => string, ...given: unknown[]): void;
  /** Adds a value and gives the parameter that stands for it. */
  parameter(value: unknown): string;
  /** Joined by AND; true when there is none. */
  toString(): string;
}

export function createConditions(): Conditions {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  return {
    values,
    parameter,
    where: (condition, ...given) => void conditions.push(condition(...given.map(parameter))),
    toString: () => (conditions.length === 0 ? "true" : conditions.join(" AND ")),
  };
}
