import "server-only";
import type { AuditEvent } from "@repo/core";
import { decodeAuditEvent } from "@repo/proto";
import { AuditService } from "@repo/proto/user/v1/audit_service_pb";
import { api } from "@/server/api.ts";
import { orFirstPage } from "@/server/or-first-page.ts";
import { read } from "@/server/read.ts";
import { type AuditParameters, auditQueryOf } from "./audit-filters.ts";

const PAGE_SIZE = 50;

/** A page of the events that the URL asks for, newest first. Administrators only. */
export async function listAuditEvents(
  parameters: AuditParameters,
): Promise<{ events: AuditEvent[]; nextPageToken: string }> {
  const { events, nextPageToken } = await read(
    orFirstPage(parameters.page, (page) =>
      api(AuditService).listAuditEvents({ ...auditQueryOf({ ...parameters, page }), pageSize: PAGE_SIZE }),
    ),
  );
  return { events: events.map(decodeAuditEvent), nextPageToken };
}
