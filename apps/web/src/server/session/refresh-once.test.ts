import { expect, test } from "bun:test";
import type { Tokens } from "./cookie-policy.ts";
import { createRefresher, type Refresh } from "./refresh-once.ts";

const inAnHour = new Date("2030-01-01T01:00:00Z");

function tokens(name: string): Tokens {
  return {
    accessToken: `access ${name}`,
    accessTokenExpiresAt: inAnHour,
    refreshToken: `refresh ${name}`,
    sessionExpiresAt: inAnHour,
  };
}

/** user-microservice as it is: a token that comes twice ends its session. */
function strictServer() {
  const used = new Set<string>();
  const answers = Promise.withResolvers<void>();
  return {
    used,
    answer: () => answers.resolve(),
    exchange: async (refreshToken: string): Promise<Refresh> => {
      const isReused = used.has(refreshToken);
      used.add(refreshToken);
      await answers.promise;
      if (isReused) return { outcome: "ENDED" };
      return { outcome: "REFRESHED", tokens: tokens(`after ${refreshToken}`) };
    },
  };
}

test("requests that come together with one token exchange it once, and all get the new tokens", async () => {
  const server = strictServer();
  const refresh = createRefresher(server.exchange);
  const all = Promise.all(Array.from({ length: 20 }, () => refresh("one")));
  server.answer();
  expect(new Set(await all)).toEqual(new Set([{ outcome: "REFRESHED", tokens: tokens("after one") }]));
});

test("a browser that never got the new cookies gets them when it comes again", async () => {
  const server = strictServer();
  server.answer();
  const refresh = createRefresher(server.exchange);
  const first = await refresh("one");
  expect(await refresh("one")).toEqual(first);
  expect((await refresh("refresh after one")).outcome).toBe("REFRESHED");
});

test("sessions are kept apart", async () => {
  const server = strictServer();
  server.answer();
  const refresh = createRefresher(server.exchange);
  const [one, two] = await Promise.all([refresh("one"), refresh("two")]);
  expect(one).toEqual({ outcome: "REFRESHED", tokens: tokens("after one") });
  expect(two).toEqual({ outcome: "REFRESHED", tokens: tokens("after two") });
});

test("when nobody could be asked, the next request asks again", async () => {
  const outcomes: Refresh[] = [{ outcome: "UNKNOWN" }, { outcome: "REFRESHED", tokens: tokens("new") }];
  const refresh = createRefresher(async () => outcomes.shift() ?? { outcome: "ENDED" });
  expect((await refresh("one")).outcome).toBe("UNKNOWN");
  expect((await refresh("one")).outcome).toBe("REFRESHED");
});

test("an exchange that breaks is not remembered", async () => {
  let calls = 0;
  const refresh = createRefresher(async () => {
    calls += 1;
    if (calls === 1) throw new Error("broken");
    return { outcome: "ENDED" };
  });
  await expect(refresh("one")).rejects.toThrow("broken");
  expect(await refresh("one")).toEqual({ outcome: "ENDED" });
});
