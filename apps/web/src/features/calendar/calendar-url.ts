import {
  createLoader,
  createSerializer,
  type LoaderInput,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { addDays, addMonths, isLocalDate } from "./local-date.ts";

export const CALENDAR_VIEWS = ["day", "week", "month"] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

const PARAMETERS = {
  view: parseAsStringLiteral(CALENDAR_VIEWS).withDefault("week"),
  /** A day of what is shown, on the clocks of the viewer. Default: today. */
  date: parseAsString.withDefault(""),
  /** The begin of the part that was opened. */
  at: parseAsIsoDateTime,
};

const load = createLoader(PARAMETERS);
const serialize = createSerializer(PARAMETERS);

/** Before that zones have offsets with seconds, and after this years have five digits. */
const YEARS = { from: "1980-01-01", until: "2200-01-01" };

/** What the URL asks to see. What is not understood counts as not given. */
export async function loadCalendarParameters(search: LoaderInput | Promise<LoaderInput>, today: string) {
  const { view, date, at } = await load(Promise.resolve(search));
  const isDate = isLocalDate(date) && date >= YEARS.from && date < YEARS.until;
  return { view, date: isDate ? date : today, at: at ?? undefined };
}

export function calendarHref(view: CalendarView, date: string, at?: Date): string {
  return `/calendar${serialize({ view, date, at: at ?? null })}`;
}

/** A day of the day, week or month that is some of them later. */
export function moveBy(view: CalendarView, date: string, count: number): string {
  if (view === "month") return addMonths(date, count);
  return addDays(date, view === "week" ? 7 * count : count);
}
