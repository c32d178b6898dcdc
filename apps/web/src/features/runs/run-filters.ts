import { RunKind, RunReason, RunState } from "@repo/core";
import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { readRunPage } from "./run-page-token.ts";

const PARAMETERS = {
  state: parseAsArrayOf(parseAsStringLiteral(RunState.options)).withDefault([]),
  reason: parseAsArrayOf(parseAsStringLiteral(RunReason.options)).withDefault([]),
  kind: parseAsArrayOf(parseAsStringLiteral(RunKind.options)).withDefault([]),
  schedule: parseAsString.withDefault(""),
  from: parseAsIsoDateTime,
  until: parseAsIsoDateTime,
  page: parseAsString.withDefault(""),
};

export type RunListParameters = inferParserType<typeof PARAMETERS>;

/** Those that narrow the list. */
export const RUN_FILTER_PARAMETERS = ["state", "reason", "kind", "schedule", "from", "until"] as const;

/** The parameters of the list's URL. What is not understood counts as not given. */
export const loadRunFilters = createLoader(PARAMETERS);

/** For runs that were started by hand just now by a clock that is a little ahead of ours. */
const CLOCK_DIFFERENCE_MS = 1_000;

/**
 * What the URL asks of the API. Runs are planned minutes ahead, and would hide those that have come due: without another
 * wish the list ends now.
 */
export function runQueryOf({ state, reason, kind, from, until, page }: RunListParameters, now: Date) {
  const asked = readRunPage(page);
  const endsNow = until === null && !state.includes("PLANNED");
  const dueUntil =
    asked === undefined
      ? (until ?? (endsNow ? new Date(now.getTime() + CLOCK_DIFFERENCE_MS) : undefined))
      : asked.dueUntil;
  return {
    states: state,
    reasons: reason,
    kinds: kind,
    ...(from !== null && { dueFrom: from }),
    ...(dueUntil !== undefined && { dueUntil }),
    pageToken: asked?.token ?? "",
  };
}
