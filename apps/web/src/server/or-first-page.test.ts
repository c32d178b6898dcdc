import { expect, test } from "bun:test";
import { RpcError } from "@repo/runtime/rpc/client";
import { orFirstPage } from "./or-first-page.ts";

const refusalOf = (field: string) =>
  Object.assign(new RpcError("ListRuns", "INVALID_ARGUMENT", "refused"), {
    fields: [{ field, message: "is wrong" }],
  });

/** Asks a list that refuses every token but the one it knows. */
async function ask(token: string, refusal: Error) {
  const asked: string[] = [];
  const answer = orFirstPage(token, async (pageToken) => {
    asked.push(pageToken);
    if (pageToken !== "" && pageToken !== "known") throw refusal;
    return `page ${pageToken}`;
  });
  return { page: await answer.catch((error: Error) => error), asked };
}

test.each([
  ["the first page", "", "page ", [""]],
  ["a page that there is", "known", "page known", ["known"]],
  ["a token that is refused stands for the first page", "edited", "page ", ["edited", ""]],
])("%s", async (_, token, page, asked) => {
  expect(await ask(token, refusalOf("pageToken"))).toEqual({ page, asked });
});

test.each([
  ["of another field", refusalOf("states.0")],
  ["of another kind", new RpcError("ListRuns", "UNAVAILABLE", "away")],
])("a refusal %s is none of the token", async (_, refusal) => {
  expect(await ask("edited", refusal)).toEqual({ page: refusal, asked: ["edited"] });
});
