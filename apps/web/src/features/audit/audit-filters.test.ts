import { expect, test } from "bun:test";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { AuditAction } from "@repo/proto/user/v1/audit_service_pb";
import { auditQueryOf, loadAuditFilters } from "./audit-filters.ts";

const queryOf = async (search: string) => auditQueryOf(await loadAuditFilters(new URLSearchParams(search)));

test("without filters the first page of everything is asked for", async () => {
  expect(await queryOf("")).toEqual({ actor: "", subjectId: "", pageToken: "" });
});

test("the URL holds every filter", async () => {
  const query = await queryOf(
    "actor=ann&subject=4711&action=SECRET_STORED&from=2026-01-02T03:04:05.000Z&until=2026-01-03T00:00:00.000Z&page=p2",
  );
  expect(query).toMatchObject({
    actor: "ann",
    subjectId: "4711",
    action: AuditAction.SECRET_STORED,
    pageToken: "p2",
  });
  expect(query.from && timestampDate(query.from)).toEqual(new Date("2026-01-02T03:04:05.000Z"));
  expect(query.until && timestampDate(query.until)).toEqual(new Date("2026-01-03T00:00:00.000Z"));
});

test("an action and a time that nobody knows are not filters", async () => {
  expect(await queryOf("action=EVERYTHING&from=yesterday")).toEqual({
    actor: "",
    subjectId: "",
    pageToken: "",
  });
});
