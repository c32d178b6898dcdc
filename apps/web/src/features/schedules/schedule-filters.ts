import { LastRunState, ScheduleOrder, ScheduleState, TargetType } from "@repo/core";
import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

const PARAMETERS = {
  q: parseAsString.withDefault(""),
  state: parseAsArrayOf(parseAsStringLiteral(ScheduleState.options)).withDefault([]),
  tag: parseAsArrayOf(parseAsString).withDefault([]),
  owner: parseAsString.withDefault(""),
  target: parseAsArrayOf(parseAsStringLiteral([...TargetType.values])).withDefault([]),
  result: parseAsArrayOf(parseAsStringLiteral(LastRunState.options)).withDefault([]),
  sort: parseAsStringLiteral(ScheduleOrder.options).withDefault("CREATED"),
  page: parseAsString.withDefault(""),
};

export type ScheduleListParameters = inferParserType<typeof PARAMETERS>;

/** Those that narrow the list; the others only say how it is shown. */
export const FILTER_PARAMETERS = ["q", "state", "tag", "owner", "target", "result"] as const;

/** The parameters of the list's URL. What is not understood counts as not given. */
export const loadScheduleFilters = createLoader(PARAMETERS);

/** What the URL asks of the API. */
export function scheduleFilterOf({ q, state, tag, owner, target, result }: ScheduleListParameters) {
  return {
    nameContains: q,
    states: state,
    tags: tag,
    owner,
    targetKinds: target,
    lastRunStates: result,
  };
}
