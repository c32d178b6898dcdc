import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { ViewPage } from "@repo/proto/user/v1/saved_view_service_pb";
import { Role } from "@repo/proto/user/v1/user_pb";
import { createTestUser } from "@repo/testing";
import { type Clients, connectAll, type RunningService, refusalOf, startService } from "./running-service.ts";

const { SCHEDULES, RUNS } = ViewPage;

let service: RunningService;
let viewer: Clients & { id: string };
beforeAll(async () => {
  service = await startService();
  viewer = await service.createUser({ username: "viewer", role: Role.VIEWER });
});
beforeEach(() => service.database.query("DELETE FROM saved_views"));
afterAll(() => service[Symbol.asyncDispose]());

const save = (clients: Clients, name: string, query = "", page: ViewPage = SCHEDULES) =>
  clients.savedViews.saveView({ page, name, query });

/** Puts what is saved into the past, so that what comes next is later for certain. */
const age = () =>
  service.database.query("UPDATE saved_views SET updated_at = updated_at - interval '1 minute'");

async function namesOf(clients: Clients, page: ViewPage = SCHEDULES): Promise<string[]> {
  const { savedViews } = await clients.savedViews.listSavedViews({ page });
  return savedViews.map(({ name }) => name);
}

describe("a saved view", () => {
  test("comes back as it was saved, the latest first, apart for each page", async () => {
    await save(viewer, " Paused ones ", "sort=NAME&state=PAUSED");
    await age();
    await save(viewer, "Mine", "owner=viewer");
    await age();
    await save(viewer, "Mine", "state=FAILED", RUNS);
    expect(await namesOf(viewer)).toEqual(["Mine", "Paused ones"]);
    const { savedViews } = await viewer.savedViews.listSavedViews({});
    expect(savedViews).toMatchObject([
      { page: RUNS, name: "Mine", query: "state=FAILED" },
      { page: SCHEDULES, name: "Mine", query: "owner=viewer" },
      { page: SCHEDULES, name: "Paused ones", query: "sort=NAME&state=PAUSED" },
    ]);
  });

  test("of the same name is replaced, and comes first then", async () => {
    await save(viewer, "Mine", "owner=viewer");
    await age();
    await save(viewer, "Other");
    await age();
    await save(viewer, "Mine", "owner=admin");
    const { savedViews } = await viewer.savedViews.listSavedViews({ page: SCHEDULES });
    expect(savedViews).toMatchObject([{ name: "Mine", query: "owner=admin" }, { name: "Other" }]);
  });

  test("belongs to its user: others neither see, nor replace, nor delete it, whatever their role", async () => {
    await save(viewer, "Mine", "owner=viewer");
    expect(await namesOf(service.admin)).toEqual([]);
    await save(service.admin, "Mine", "owner=admin");
    await service.admin.savedViews.deleteSavedView({ page: SCHEDULES, name: "Mine" });
    const { savedViews } = await viewer.savedViews.listSavedViews({});
    expect(savedViews).toMatchObject([{ name: "Mine", query: "owner=viewer" }]);
  });

  test("is the user's also when an API token saves it", async () => {
    const { headers } = await createTestUser(service.databaseUrl, { role: "VIEWER" });
    const program = connectAll(service.address, headers);
    await save(program, "By a program");
    expect(await namesOf(program)).toEqual(["By a program"]);
    expect(await namesOf(viewer)).toEqual([]);
    for (const client of Object.values(program)) client.close();
  });

  test("is deleted once", async () => {
    await save(viewer, "Mine");
    await save(viewer, "Mine", "", RUNS);
    const remove = () => viewer.savedViews.deleteSavedView({ page: SCHEDULES, name: "Mine" });
    await remove();
    expect(await namesOf(viewer)).toEqual([]);
    expect(await namesOf(viewer, RUNS)).toEqual(["Mine"]);
    expect(await refusalOf(remove())).toMatchObject({ code: "NOT_FOUND", reason: "SAVED_VIEW_NOT_FOUND" });
  });

  test("goes with its user", async () => {
    const { id, headers } = await createTestUser(service.databaseUrl, { role: "VIEWER" });
    const leaver = connectAll(service.address, headers);
    await save(leaver, "Mine");
    await service.database.query("DELETE FROM users WHERE id = $1", [id]);
    expect(await service.database.query("SELECT name FROM saved_views")).toEqual([]);
    for (const client of Object.values(leaver)) client.close();
  });

  test("beyond the fiftieth is refused with what to do about it; one that is there is still replaced", async () => {
    for (let i = 0; i < 50; i++) await save(viewer, `view ${i}`, "", i % 2 === 0 ? SCHEDULES : RUNS);
    expect(await refusalOf(save(viewer, "one more"))).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
      reason: "TOO_MANY_SAVED_VIEWS",
    });
    const refusal = await save(viewer, "one more").catch((error) => error);
    expect(refusal.message).toContain("delete those that are not used any more");
    await save(viewer, "view 0", "state=PAUSED");
    await save(service.admin, "of another user");
    await viewer.savedViews.deleteSavedView({ page: SCHEDULES, name: "view 0" });
    await save(viewer, "one more");
    expect((await viewer.savedViews.listSavedViews({})).savedViews).toHaveLength(50);
  });

  test.each([
    ["no page", { name: "Mine" }, ["page"]],
    ["a page that does not exist", { page: 99 as ViewPage, name: "Mine" }, ["page"]],
    ["no name", { page: SCHEDULES, name: " " }, ["name"]],
    ["an endless name", { page: SCHEDULES, name: "x".repeat(61) }, ["name"]],
    ["a name of two lines", { page: SCHEDULES, name: "one\ntwo" }, ["name"]],
    ["a whole URL", { page: SCHEDULES, name: "Mine", query: "https://other.example/#x" }, ["query"]],
    ["the question mark", { page: SCHEDULES, name: "Mine", query: "?state=PAUSED" }, ["query"]],
    ["an endless query", { page: SCHEDULES, name: "Mine", query: "q".repeat(2_001) }, ["query"]],
    ["nothing right", { query: "a b" }, ["page", "name", "query"]],
  ])("is not saved with %s", async (_, request, fields) => {
    expect(await refusalOf(viewer.savedViews.saveView(request))).toMatchObject({
      code: "INVALID_ARGUMENT",
      fields,
    });
  });
});
