import { isEnded, type RunReason, RunState, TRANSITIONS } from "@repo/core";
import { type Connector, drawConnector } from "./connector.ts";
import type { Anchor, Rect } from "./geometry.ts";
import type { Mark, Picture } from "./picture.ts";
import { drawPill, pillAnchor } from "./pill.ts";
import { element } from "./svg.ts";
import { drawText } from "./text.ts";
import type { Tone } from "./theme.ts";

const WIDTH = 900;
const HEIGHT = 414;
const PILL = { width: 112, height: 40 } as const;
const COLUMNS = [78, 334, 547, 762] as const;
const ROWS = [92, 216, 324] as const;

const PLACES: Readonly<Record<RunState, Rect & { tone: Tone }>> = {
  PLANNED: { ...PILL, x: COLUMNS[0], y: ROWS[1], tone: "neutral" },
  QUEUED: { ...PILL, x: COLUMNS[1], y: ROWS[1], tone: "job" },
  RUNNING: { ...PILL, x: COLUMNS[2], y: ROWS[1], tone: "call" },
  SUCCEEDED: { ...PILL, x: COLUMNS[3], y: ROWS[1] - 76, tone: "good" },
  FAILED: { ...PILL, x: COLUMNS[3], y: ROWS[1], tone: "bad" },
  TIMED_OUT: { ...PILL, x: COLUMNS[3], y: ROWS[1] + 76, tone: "bad" },
  CANCELLED: { ...PILL, x: COLUMNS[1], y: ROWS[2], tone: "neutral" },
  SKIPPED: { ...PILL, x: 206, y: ROWS[0], tone: "neutral" },
};

const { PLANNED, QUEUED, RUNNING, SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, SKIPPED } = PLACES;

type Arrow = Omit<Connector, "tone"> & ({ above: readonly string[] } | { below: readonly string[] });
type Transition<From extends RunState> = (typeof TRANSITIONS)[From][number];

/** How each transition is drawn and what it is called: one that core gains does not compile until it is here. */
const ARROWS: { readonly [From in RunState]: Readonly<Record<Transition<From>, Arrow>> } = {
  PLANNED: {
    QUEUED: {
      from: pillAnchor(PLANNED, "right", -9),
      to: pillAnchor(QUEUED, "left", -9),
      above: ["enqueued"],
    },
    RUNNING: {
      from: pillAnchor(PLANNED, "top", -32),
      to: pillAnchor(RUNNING, "top"),
      bend: 46,
      above: ["claimed before its enqueueing was confirmed"],
    },
    SKIPPED: { from: pillAnchor(PLANNED, "top"), to: pillAnchor(SKIPPED, "left"), above: ["skipped"] },
    CANCELLED: {
      from: pillAnchor(PLANNED, "bottom"),
      to: pillAnchor(CANCELLED, "left"),
      above: ["on request"],
    },
  },
  QUEUED: {
    PLANNED: {
      from: pillAnchor(QUEUED, "left", 9),
      to: pillAnchor(PLANNED, "right", 9),
      below: ["to be enqueued", "again"],
    },
    RUNNING: {
      from: pillAnchor(QUEUED, "right", -9),
      to: pillAnchor(RUNNING, "left", -9),
      above: ["claimed"],
    },
    SKIPPED: { from: pillAnchor(QUEUED, "top"), to: pillAnchor(SKIPPED, "right"), above: ["skipped"] },
    CANCELLED: {
      from: pillAnchor(QUEUED, "bottom"),
      to: pillAnchor(CANCELLED, "top"),
      above: ["on request"],
    },
  },
  RUNNING: {
    QUEUED: {
      from: pillAnchor(RUNNING, "left", 9),
      to: pillAnchor(QUEUED, "right", 9),
      below: ["next attempt"],
    },
    SUCCEEDED: {
      from: pillAnchor(RUNNING, "right", -9),
      to: pillAnchor(SUCCEEDED, "left"),
      bend: 678,
      above: ["an attempt"],
      below: ["succeeded"],
    },
    FAILED: {
      from: pillAnchor(RUNNING, "right"),
      to: pillAnchor(FAILED, "left"),
      above: ["last attempt"],
      below: ["failed"],
      shift: 7,
    },
    TIMED_OUT: {
      from: pillAnchor(RUNNING, "right", 9),
      to: pillAnchor(TIMED_OUT, "left"),
      bend: 678,
      above: ["last attempt"],
      below: ["timed out"],
    },
    CANCELLED: {
      from: pillAnchor(RUNNING, "bottom"),
      to: pillAnchor(CANCELLED, "right"),
      above: ["on request, by overlap"],
    },
  },
  SKIPPED: {
    PLANNED: {
      from: pillAnchor(SKIPPED, "bottom", 28),
      to: pillAnchor(PLANNED, "top", 32),
      above: ["planned again"],
    },
  },
  SUCCEEDED: {},
  FAILED: {},
  CANCELLED: {},
  TIMED_OUT: {},
};

const ENTRY: Anchor = { side: "right", x: 42, y: PLANNED.y + PILL.height / 2 };

function drawStates(): Mark[] {
  return RunState.options.map((state) => drawPill({ ...PLACES[state], text: state, ended: isEnded(state) }));
}

/** The arrows of core's table, each in the tone of the state it leads to. */
function drawTransitions(): Mark[] {
  return RunState.options.flatMap((from) => {
    const arrows: Readonly<Partial<Record<RunState, Arrow>>> = ARROWS[from];
    return TRANSITIONS[from].map((to) => {
      const arrow = arrows[to];
      if (arrow === undefined) throw new TypeError(`${from} → ${to} has no arrow in run-states.ts`);
      return drawConnector({ ...arrow, tone: PLACES[to].tone });
    });
  });
}

function drawEntry(): Mark[] {
  const dot = { class: "fill-neutral", cx: ENTRY.x - 6, cy: ENTRY.y, r: 6 };
  return [
    { markup: element("circle", dot) },
    drawConnector({ from: ENTRY, to: pillAnchor(PLANNED, "left"), tone: "neutral" }),
  ];
}

const SKIP_REASONS = [
  "MISFIRED",
  "OVERLAPPED",
  "PAUSED",
  "SUPERSEDED",
  "DELETED",
] as const satisfies readonly RunReason[];

function drawNote(): Mark {
  const reasons = SKIP_REASONS.map((reason) => reason.toLowerCase());
  const text = `A double outline marks an outcome. A skipped run names its reason: ${reasons.join(", ")}.`;
  return {
    markup: drawText(text, WIDTH / 2, HEIGHT - 20, { size: 12, anchor: "middle", className: "muted" }),
  };
}

export const runStates: Picture = {
  name: "run-states",
  title: "States of a run",
  description: `What a run may become: ${RunState.options
    .map((from) => `${from} → ${TRANSITIONS[from].join(", ") || "ended"}`)
    .join("; ")}.`,
  width: WIDTH,
  height: HEIGHT,
  marks: [...drawEntry(), ...drawTransitions(), ...drawStates(), drawNote()],
};
