import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { AuditAction } from "@repo/core";
import { AuditAction as PbAuditAction } from "@repo/proto/user/v1/audit_service_pb";
import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

const PARAMETERS = {
  // the field for free words writes lists; of these two there is one value
  actor: parseAsArrayOf(parseAsString).withDefault([]),
  subject: parseAsArrayOf(parseAsString).withDefault([]),
  action: parseAsStringLiteral(AuditAction.options),
  from: parseAsIsoDateTime,
  until: parseAsIsoDateTime,
  page: parseAsString.withDefault(""),
};

export type AuditParameters = inferParserType<typeof PARAMETERS>;

/** Those that narrow the list. */
export const AUDIT_FILTER_PARAMETERS = ["actor", "subject", "action", "from", "until"] as const;

/** The parameters of the list's URL. What is not understood counts as not given. */
export const loadAuditFilters = createLoader(PARAMETERS);

/** What the URL asks of the API. */
export function auditQueryOf({ actor, subject, action, from, until, page }: AuditParameters) {
  return {
    actor: actor[0] ?? "",
    subjectId: subject[0] ?? "",
    ...(action !== null && { action: PbAuditAction[action] }),
    ...(from !== null && { from: timestampFromDate(from) }),
    ...(until !== null && { until: timestampFromDate(until) }),
    pageToken: page,
  };
}
