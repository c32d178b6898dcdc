import type { BrowserContext, Page } from "playwright-core";
import { type Quantiles, quantilesOf } from "./figures.ts";
import { openList } from "./open-list.ts";
import { recordInputs, timeToPaint } from "./paint-times.ts";

const ROUNDS = 10;

const NAMES = "tbody a[href^='/schedules/']";
const CHOICES = "[role=menuitemcheckbox]";

/** How long something takes that a person does on the list page. */
export interface InteractionFigures {
  name: string;
  /** Until the browser shows that the press was seen: what INP counts. */
  nextPaint: Quantiles;
  /** Until what was asked for is there. */
  result: Quantiles;
}

interface Interaction {
  name: string;
  /** Brings the page to where it is only one press away. */
  prepare?: (page: Page) => Promise<void>;
  act: (page: Page, round: number) => Promise<void>;
  /** What changes its text when the result is there. */
  result: string;
}

const openState = (page: Page) => page.getByRole("button", { name: /^State/ }).click();

const INTERACTIONS: readonly Interaction[] = [
  {
    name: "search (with the pause of 200 ms after the last key)",
    act: (page, round) =>
      page
        .getByRole("searchbox", { name: "Search schedules by name" })
        // of one kind: the page that is there shows all of them
        .pressSequentially(`backup ${11 + round}`),
    result: NAMES,
  },
  {
    name: "order by name",
    prepare: async (page) => {
      await page.getByRole("button", { name: /^Order/ }).click();
      await page.getByRole("menuitemradio", { name: "By name" }).waitFor();
    },
    act: (page) => page.getByRole("menuitemradio", { name: "By name" }).click(),
    result: NAMES,
  },
  {
    name: "next page",
    act: (page) => page.getByRole("button", { name: "Next", exact: true }).click(),
    result: NAMES,
  },
  { name: "open a filter", act: openState, result: CHOICES },
  {
    name: "choose in a filter",
    prepare: async (page) => {
      await openState(page);
      await page.getByRole("menuitemcheckbox", { name: "Paused" }).waitFor();
    },
    act: (page) => page.getByRole("menuitemcheckbox", { name: "Paused" }).click(),
    result: NAMES,
  },
];

export async function measureInteractions(context: BrowserContext): Promise<InteractionFigures[]> {
  const page = await context.newPage();
  try {
    await page.addInitScript(recordInputs);
    const figures: InteractionFigures[] = [];
    for (const interaction of INTERACTIONS) figures.push(await measureInteraction(page, interaction));
    return figures;
  } finally {
    await page.close();
  }
}

async function measureInteraction(
  page: Page,
  { name, prepare, act, result }: Interaction,
): Promise<InteractionFigures> {
  const times: { nextPaintMs: number; resultMs: number }[] = [];
  // the first is not counted: it loads the menu's code
  for (let round = -1; round < ROUNDS; round++) {
    await openList(page);
    await prepare?.(page);
    const time = await timeToPaint(page, result, () => act(page, round));
    if (round >= 0) times.push(time);
  }
  return {
    name,
    nextPaint: quantilesOf(times.map(({ nextPaintMs }) => nextPaintMs)),
    result: quantilesOf(times.map(({ resultMs }) => resultMs)),
  };
}
