import { expect, test } from "bun:test";
import { isUnreachable, untilReachable } from "./until-reachable.ts";

const failure = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ["a server that is not there", "ECONNREFUSED", true],
  ["a name that is not known yet", "EAI_AGAIN", true],
  ["a Postgres that starts up", "57P03", true],
  ["a Postgres without a free connection", "53300", true],
  ["a wrong password", "28P01", false],
  ["a database that does not exist", "3D000", false],
])("waiting for %s: %s is %p", (_, code, isWorthIt) => {
  expect(isUnreachable(failure(code))).toBe(isWorthIt);
});

test("tries again while the server is away, and tells each time", async () => {
  let tries = 0;
  const waited: unknown[] = [];
  const answer = await untilReachable(
    async () => {
      tries++;
      if (tries === 1) throw failure("ECONNREFUSED");
      return "answer";
    },
    { deadlineMs: 60_000, onWait: (error) => waited.push(error) },
  );
  expect({ answer, tries, waited: waited.length }).toEqual({ answer: "answer", tries: 2, waited: 1 });
});

test("gives up at the deadline, and at once when waiting will not help", async () => {
  const onWait = () => expect.unreachable();
  const away = untilReachable(() => Promise.reject(failure("ECONNREFUSED")), { deadlineMs: 0, onWait });
  await expect(away).rejects.toThrow("ECONNREFUSED");
  const refused = untilReachable(() => Promise.reject(failure("28P01")), { deadlineMs: 60_000, onWait });
  await expect(refused).rejects.toThrow("28P01");
});
