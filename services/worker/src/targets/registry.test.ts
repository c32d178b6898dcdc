import { expect, test } from "bun:test";
import { contextOf } from "../../test/targets-fixtures.ts";
import { HttpAllowList } from "./http/allow-list.ts";
import { createTargetRegistry } from "./registry.ts";

const registry = createTargetRegistry({ http: { allow: HttpAllowList.parse(""), connectionsPerOrigin: 1 } });

test("noop succeeds", async () => {
  expect(await registry.execute({ type: "noop" }, contextOf())).toEqual({ ok: true });
});

test("a payload that cannot be filled in fails the attempt for good, whatever the target", async () => {
  const payload = { list: ["{{ run.name }}"] };
  expect(await registry.execute({ type: "noop" }, contextOf({ payload }))).toMatchObject({
    ok: false,
    retryable: false,
    message: expect.stringContaining("{{ run.name }} is not known"),
  });
});
