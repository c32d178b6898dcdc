import "server-only";
import type { AuditEvent } from "@repo/core";
import { decodeAuditEvent } from "@repo/proto";
import { AuditService } from "@repo/proto/user/v1/audit_service_pb";
import { api } from "@/server/api.ts";
import { orFirstPage } from "@/server/or-first-page.ts";
import { read } from "@/server/read.ts";

const PAGE_SIZE = 50;

/** Who did what to a schedule, newest first. Administrators only. */
export async function listActivity(
  scheduleId: string,
  page: string,
): Promise<{ events: AuditEvent[]; nextPageToken: string }> {
  const { events, nextPageToken } = await read(
    orFirstPage(page, (pageToken) =>
      api(AuditService).listAuditEvents({ subjectId: scheduleId, pageSize: PAGE_SIZE, pageToken }),
    ),
  );
  return { events: events.map(decodeAuditEvent), nextPageToken };
}
