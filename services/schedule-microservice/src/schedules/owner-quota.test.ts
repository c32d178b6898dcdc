import { expect, test } from "bun:test";
import { createOwnerQuota } from "./owner-quota.ts";

const full = { code: "RESOURCE_EXHAUSTED", reason: "TOO_MANY_SCHEDULES" };

/** A table of schedules of any owner, and the quota in front of it. */
function quotaOf(storedAtFirst: number, limit: number) {
  const table = { stored: storedAtFirst, counted: 0 };
  const quota = createOwnerQuota({
    limit,
    async count() {
      table.counted++;
      return table.stored;
    },
  });
  const store = () =>
    quota.within("anna", async () => {
      await Bun.sleep(0);
      table.stored++;
    });
  return { table, quota, store };
}

test("counts once, and from then on what is stored", async () => {
  const { table, store } = quotaOf(2, 100);
  for (let i = 0; i < 50; i++) await store();
  expect(table.counted).toBe(1);
});

test("of many that come at once no more get in than there is room for", async () => {
  const { table, store } = quotaOf(97, 100);
  const stored = await Promise.allSettled(Array.from({ length: 10 }, store));
  expect(stored.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect(table.stored).toBe(100);
});

test("refuses one beyond the limit, and counts again whether there is room after all", async () => {
  const { table, store } = quotaOf(1, 2);
  await store();
  await expect(store()).rejects.toMatchObject(full);
  table.stored = 1;
  await store();
});

test("one that was not stored after all leaves its room to another", async () => {
  const { quota, store } = quotaOf(1, 2);
  const failure = new Error("the name is taken");
  await expect(quota.within("anna", () => Promise.reject(failure))).rejects.toThrow(failure);
  await store();
});

test("owners do not count for each other", async () => {
  const quota = createOwnerQuota({ limit: 1, count: async () => 0 });
  await quota.within("anna", async () => undefined);
  await quota.within("ben", async () => undefined);
});
