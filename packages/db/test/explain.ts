import pg from "pg";
import type { Prepared, Sql } from "../src/index.ts";

/** A step of a plan, as Postgres explains it after carrying it out. */
export interface Plan {
  "Node Type": string;
  "Subplan Name"?: string;
  "Relation Name"?: string;
  "Actual Loops": number;
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
}

/** The plans of the statements of `act`; each is rolled back, and finds nothing as far as `act` can tell. */
export async function explainAll(client: pg.Client, act: (sql: Sql) => Promise<unknown>): Promise<Plan[]> {
  const plans: Plan[] = [];
  await act({
    async query(statement, values = []) {
      if (typeof statement === "string") throw new Error("a hot statement is prepared");
      plans.push(await explain(client, statement, values));
      return [];
    },
  });
  return plans;
}

async function explain(
  client: pg.Client,
  { name, text }: Prepared,
  values: readonly unknown[],
): Promise<Plan> {
  await client.query("BEGIN");
  try {
    await client.query(`PREPARE "${name}" AS ${text}`);
    const given = values.length > 0 ? `(${values.map(literalOf).join(", ")})` : "";
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: Plan }[] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE "${name}"${given}`,
    );
    const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
    if (plan === undefined) throw new Error("Postgres did not explain the statement");
    return plan;
  } finally {
    await client.query("ROLLBACK");
    await client.query(`DEALLOCATE "${name}"`);
  }
}

function literalOf(value: unknown): string {
  if (Array.isArray(value))
    return pg.escapeLiteral(`{${value.map((each) => JSON.stringify(each)).join(",")}}`);
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value));
}
