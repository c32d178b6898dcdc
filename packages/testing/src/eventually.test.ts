import { expect, test } from "bun:test";
import { eventually } from "./eventually.ts";

test("returns what the check returns once it is truthy", async () => {
  let asked = 0;
  const found = await eventually(() => (++asked === 3 ? { asked } : undefined), {
    withinMs: 1_000,
    describe: "the third time",
  });
  expect(found).toEqual({ asked: 3 });
});

test.each<[string, () => unknown, string]>([
  ["returns nothing", () => undefined, "the last check returned undefined"],
  ["throws", () => expect(1 + 1).toBe(3), "the last check threw: expect(received).toBe(expected)"],
])("a check that always %s fails with its last answer", async (_name, check, answer) => {
  const waiting = eventually(check, { withinMs: 30, describe: "a miracle" });
  await expect(waiting).rejects.toThrow(`waited 30 ms for a miracle; ${answer}`);
});

test("a check that throws at first may still succeed", async () => {
  let asked = 0;
  const check = () => {
    if (++asked < 3) throw new Error("not yet");
    return "done";
  };
  expect(await eventually(check, { withinMs: 1_000, describe: "it" })).toBe("done");
});
