import { createDatabase, createPartitions } from "@repo/db";

/** Makes the daily partitions that rows written without the product's code will need. */
export async function ensurePartitions(databaseUrl: string, from: Date, until: Date): Promise<void> {
  const database = createDatabase({
    url: databaseUrl,
    maxConnections: 2,
    onConnectionError: () => undefined,
  });
  try {
    await createPartitions(database).ensure(from, until);
  } finally {
    await database.close();
  }
}
