import { ScheduleState } from "@repo/core";
import { createLoader, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";

/** The parameters of the list's URL. What is not understood counts as not given. */
export const loadScheduleFilters = createLoader({
  q: parseAsString.withDefault(""),
  state: parseAsArrayOf(parseAsStringLiteral(ScheduleState.options)).withDefault([]),
  page: parseAsString.withDefault(""),
});
