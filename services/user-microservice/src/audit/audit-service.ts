import { invalid } from "@repo/core";
import { listAuditEvents } from "@repo/db";
import { decodeAuditAction, decodeTimestamp, encodeAuditEvent } from "@repo/proto";
import { AuditService } from "@repo/proto/user/v1/audit_service_pb";
import { type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { cutPage, pageSizeOf, readPageToken } from "../page.ts";

/** No name or id is longer. */
const MAX_FILTER_LENGTH = 200;

/** The gRPC face of the audit log. */
export function auditService({ database }: Dependencies): RpcService {
  return service(AuditService, {
    async listAuditEvents(request) {
      const pageSize = pageSizeOf(request.pageSize);
      const events = await listAuditEvents(database, {
        filter: {
          actor: checkFilter("actor", request.actor),
          subjectId: checkFilter("subjectId", request.subjectId),
          action: decodeAuditAction(request.action),
          from: request.from && decodeTimestamp("from", request.from),
          until: request.until && decodeTimestamp("until", request.until),
        },
        beforeId: readPageToken(request.pageToken),
        limit: pageSize + 1,
      });
      const { page, nextPageToken } = cutPage(events, pageSize);
      return { events: page.map(encodeAuditEvent), nextPageToken };
    },
  });
}

function checkFilter(field: string, text: string): string {
  if (text.length <= MAX_FILTER_LENGTH && !/\p{Cc}/u.test(text)) return text;
  const message = `must have at most ${MAX_FILTER_LENGTH} characters, and no control characters`;
  throw invalid([{ field, message }]);
}
