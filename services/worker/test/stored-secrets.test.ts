import { afterAll, beforeAll, expect, test } from "bun:test";
import { createDatabase, type Database, migrateDatabase, putSecret } from "@repo/db";
import { createLogger } from "@repo/runtime";
import { createKeyring, encryptionKeysSetting, newEncryptionKey, secretContextOf } from "@repo/runtime/auth";
import { createTestDatabase, type TestDatabase } from "@repo/testing";
import { createStoredSecrets } from "../src/secrets/stored-secrets.ts";

const ring = (key: string) => createKeyring(encryptionKeysSetting().parse(key));
const keyring = ring(newEncryptionKey("one"));
const logger = createLogger({ service: "test", level: "silent" });

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrate: async (url) => void (await migrateDatabase(url)) });
  database = createDatabase({ url: testDatabase.url, maxConnections: 2, onConnectionError: () => undefined });
  const value = keyring.seal("the value", secretContextOf("API_KEY"));
  await putSecret(database, {
    name: "API_KEY",
    description: "",
    hosts: ["a.example"],
    value,
    updatedBy: "admin",
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

test("a stored secret is decrypted for the run that names it, and no other is read", async () => {
  const secrets = createStoredSecrets({ database, logger }, keyring);
  expect(await secrets(["API_KEY", "NONE"])).toEqual([
    { name: "API_KEY", hosts: ["a.example"], value: "the value" },
  ]);
  expect(await secrets([])).toEqual([]);
});

test("a worker without the key says so, and never what is stored", async () => {
  const [none, other] = [undefined, ring(newEncryptionKey("one"))].map((key) =>
    createStoredSecrets({ database, logger }, key),
  );
  await expect(none?.(["API_KEY"])).rejects.toThrow("this worker has no SECRETS_KEYS");
  await expect(other?.(["API_KEY"])).rejects.toThrow(
    "the secret API_KEY cannot be decrypted with the keys of this worker",
  );
});
