import { expect, test } from "bun:test";
import type { AuditEvent } from "@repo/core";
import { writeAuditCsv, writeAuditJson } from "./write-audit-file.ts";

const EVENT: AuditEvent = {
  id: "0199a000-0000-7000-8000-000000000001",
  occurredAt: new Date("2026-11-23T22:00:00Z"),
  actor: "ann",
  credential: "session",
  address: "192.0.2.1",
  requestId: "r1",
  action: "SCHEDULE_UPDATED",
  subjectId: "s1",
  subjectName: "nightly",
  changes: [{ field: "queue", before: '"a"', after: '"b"' }],
};

test("a table has a header, and quotes what holds commas and quotes", () => {
  expect(writeAuditCsv([EVENT]).split("\r\n")).toEqual([
    "occurredAt,actor,action,subjectId,subjectName,credential,address,requestId,changes",
    '2026-11-23T22:00:00.000Z,ann,SCHEDULE_UPDATED,s1,nightly,session,192.0.2.1,r1,"[{""field"":""queue"",""before"":""\\""a\\"""",""after"":""\\""b\\""""}]"',
    "",
  ]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)"])("the name %s does not become a formula", (subjectName) => {
  expect(writeAuditCsv([{ ...EVENT, subjectName }])).toContain(`,'${subjectName},`);
});

test("JSON can be read again", () => {
  expect(JSON.parse(writeAuditJson([EVENT]))).toEqual([{ ...EVENT, occurredAt: "2026-11-23T22:00:00.000Z" }]);
});
