import { createLoader, parseAsStringLiteral } from "nuqs/server";

const HOUR_MS = 3_600_000;

/** How far an overview may look back. */
export const OVERVIEW_WINDOWS = ["1h", "6h", "24h"] as const;
export type OverviewWindow = (typeof OVERVIEW_WINDOWS)[number];

export const WINDOW_LENGTHS_MS = {
  "1h": HOUR_MS,
  "6h": 6 * HOUR_MS,
  "24h": 24 * HOUR_MS,
} satisfies Record<OverviewWindow, number>;

/** As in "… in the last hour". */
export const WINDOW_WORDS = {
  "1h": "last hour",
  "6h": "last 6 hours",
  "24h": "last 24 hours",
} satisfies Record<OverviewWindow, string>;

/** The parameters of the overview's URL. What is not understood counts as not given. */
export const loadOverviewParameters = createLoader({
  window: parseAsStringLiteral(OVERVIEW_WINDOWS).withDefault("1h"),
});
