import { z } from "zod";

/** A list whose views can be saved. */
export const ViewPage = z.enum(["SCHEDULES", "RUNS"]);
export type ViewPage = z.output<typeof ViewPage>;

/** What a user calls a view by. */
export const SavedViewKey = z.object({
  page: ViewPage,
  name: z
    .string()
    .trim()
    .min(1, "is required: give the view a name")
    .max(60, "must not be longer than 60 characters")
    .regex(/^\P{Cc}*$/u, "must not contain control characters"),
});
export type SavedViewKey = z.output<typeof SavedViewKey>;

/** What may stand behind the question mark of a URL. */
const QUERY = /^(?!\?)([A-Za-z0-9._~!$&'()*+,;=:@/?[\]-]|%[0-9A-Fa-f]{2})*$/;

export const NewSavedView = z.object({
  ...SavedViewKey.shape,
  /** The query of the list's URL. Empty: the whole list. */
  query: z
    .string()
    .max(2_000, "must not be longer than 2000 characters; choose fewer filters")
    .regex(QUERY, "must be what follows the question mark in the list's URL, such as state=PAUSED&sort=NAME"),
});
export type NewSavedView = z.output<typeof NewSavedView>;

/** Filters and order of a list under a name, as one user keeps them. */
export const SavedView = z.object({ ...NewSavedView.shape, updatedAt: z.date() });
export type SavedView = z.output<typeof SavedView>;
