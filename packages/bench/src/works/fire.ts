import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { measureInTurns } from "../figures/in-turns.ts";
import { quantileOf, ratioOf, spreadOf } from "../figures/spread.ts";
import { findNode } from "../peers/find-node.ts";
import { type Chart, type Row, rowAtMost, type WorkReport } from "../report/work-report.ts";
import type { StartSummary } from "../starts/read-starts.ts";
import type { BenchContext, Work } from "../work.ts";
import { type Contender, IN_HAND, TooLate } from "./fire/contender.ts";
import { ours } from "./fire/ours.ts";
import { bullmqSchedulers, floor, nodePeers } from "./fire/peers.ts";

interface Size {
  count: number;
  rounds: number;
  /** Rounds of those that are neither ours nor the floor. */
  peerRounds: number;
}

const SIZES: readonly Size[] = [
  { count: 1_000, rounds: 5, peerRounds: 2 },
  { count: 10_000, rounds: 5, peerRounds: 2 },
  { count: 100_000, rounds: 3, peerRounds: 1 },
];
const SMOKE: readonly Size[] = [{ count: 200, rounds: 1, peerRounds: 0 }];
const BASE_LEAD_MS = 6_000;
const SMOKE_LEAD_MS = 2_500;
const LEAD_MS_PER_PIECE = 0.6;
const MINUTE_MS = 60_000;
/** Minutely contenders have none: their warm-up would be a minute earlier, and their figures would not show it. */
const WARM_UP_COUNT = 4_000;
const WARM_UP_LEAD_MS = 8_000;
const CURVE_POINTS = 200;

/** Many schedules due at one instant: how late each begins, by the clock of its own handler. */
export const fire: Work = {
  name: "fire",
  title: "Many schedules due at one instant",
  async run(context) {
    const node = context.smoke ? undefined : findNode();
    const peers = context.smoke ? [] : [bullmqSchedulers, ...(node ? nodePeers(node) : [])];
    const reports: WorkReport[] = [];
    for (const size of sizesOf(context)) {
      const contenders = [ours, floor, ...peers].filter(({ maxCount }) => size.count <= maxCount);
      reports.push(await measureSize(context, size, contenders));
    }
    return {
      rows: reports.flatMap((report) => report.rows),
      charts: reports.flatMap((report) => report.charts ?? []),
      notes: [
        `Lateness is noted inside the handler of every contender. One worker process each, ${IN_HAND} pieces in hand at once, which has carried out ${WARM_UP_COUNT.toLocaleString("en-US")} pieces ${WARM_UP_LEAD_MS / 1_000} s before (not the two that know whole minutes only); ours writes the whole ledger and has one replica.`,
        ...peers.flatMap(({ name, maxCount, notBeyond }) =>
          notBeyond ? [`${name}: not beyond ${maxCount.toLocaleString("en-US")}; ${notBeyond}.`] : [],
        ),
        ...(node || context.smoke
          ? []
          : ["pg-boss and graphile-worker are left out: they need Node.js ≥ 22.18, and there is none."]),
        ...reports.flatMap((report) => report.notes ?? []),
      ],
    };
  },
};

function sizesOf({ smoke, size, rounds }: BenchContext): readonly Size[] {
  const sizes = size ? [{ count: size, rounds: 5, peerRounds: 2 }] : smoke ? SMOKE : SIZES;
  if (rounds === undefined) return sizes;
  return sizes.map((one) => ({ ...one, rounds, peerRounds: Math.min(rounds, one.peerRounds) }));
}

async function measureSize(
  context: BenchContext,
  { count, rounds, peerRounds }: Size,
  contenders: readonly Contender[],
): Promise<WorkReport> {
  const measured = await measureInTurns<string, StartSummary | undefined>(
    rounds,
    Object.fromEntries(
      contenders.map((contender) => [
        contender.name,
        async (round) => {
          const isPeer = contender !== ours && contender !== floor;
          if (isPeer && round >= peerRounds) return undefined;
          return fireRound(context, contender, { count, round });
        },
      ]),
    ),
  );
  const roundsOf = ({ name }: Contender) => (measured[name] ?? []).filter((summary) => summary !== undefined);
  const others = contenders.filter((contender) => contender !== ours);
  return {
    rows: others.flatMap((other) => rowsOf(count, roundsOf(ours), other, roundsOf(other))),
    charts: [drawCurves(count, contenders, roundsOf)],
    notes: contenders.flatMap((contender) => incompletenessOf(count, contender, roundsOf(contender))),
  };
}

async function fireRound(
  context: BenchContext,
  contender: Contender,
  { count, round }: { count: number; round: number },
): Promise<StartSummary> {
  const baseMs = context.smoke ? SMOKE_LEAD_MS : BASE_LEAD_MS;
  const warmUpCount = context.smoke || contender.isMinutely ? 0 : WARM_UP_COUNT;
  for (let leadMs = baseMs + (count + warmUpCount) * LEAD_MS_PER_PIECE; ; leadMs *= 2) {
    const name = `${contender.name} ${count} ${round + 1} ${Math.round(leadMs)}`;
    const folder = join(context.folder, name.replaceAll(/\W+/g, "-"));
    mkdirSync(folder, { recursive: true });
    try {
      const warmUpMs = warmUpCount > 0 ? WARM_UP_LEAD_MS : 0;
      const dueAt = nextInstant(Date.now() + leadMs + contender.leadMs + warmUpMs, contender.isMinutely);
      const warmUp = { count: warmUpCount, dueAt: new Date(dueAt.getTime() - WARM_UP_LEAD_MS) };
      const summary = await contender.fire(context, { count, dueAt, warmUp, folder });
      const { p50, p99, max, missing } = summary;
      context.log(
        `${count}, round ${round + 1}, ${contender.name}: ${p50}/${p99}/${max} ms, ${missing} missing`,
      );
      return summary;
    } catch (error) {
      if (!(error instanceof TooLate)) throw error;
      context.log(`${contender.name}: ${error.message}; again with more`);
    }
  }
}

function nextInstant(ms: number, isMinutely: boolean): Date {
  const grain = isMinutely ? MINUTE_MS : 1_000;
  return new Date(Math.ceil(ms / grain) * grain);
}

const FIGURES = ["p50", "p99", "max"] as const;

function rowsOf(
  count: number,
  own: readonly StartSummary[],
  other: Contender,
  theirs: readonly StartSummary[],
): Row[] {
  const isFloor = other === floor;
  return (isFloor ? FIGURES : (["p99"] as const)).map((figure) => {
    const row = {
      what: `${count.toLocaleString("en-US")} at once: lateness ${figure}`,
      ours: { value: spreadOf(own.map((summary) => summary[figure])), unit: "ms" as const },
      baseline: {
        name: other.name,
        figure: { value: spreadOf(theirs.map((summary) => summary[figure])), unit: "ms" as const },
      },
      // the rounds in which both took part
      ratio: ratioOf(
        own.slice(0, theirs.length).map((summary) => summary[figure]),
        theirs.map((summary) => summary[figure]),
      ),
    };
    return rowAtMost(row, isFloor ? 1.3 : 1);
  });
}

function incompletenessOf(count: number, { name }: Contender, rounds: readonly StartSummary[]): string[] {
  const sum = (figure: "missing" | "duplicated" | "early") =>
    rounds.reduce((total, summary) => total + summary[figure], 0);
  const [missing, duplicated, early] = [sum("missing"), sum("duplicated"), sum("early")];
  if (missing + duplicated + early === 0) return [];
  return [
    `${name}, ${count.toLocaleString("en-US")} at once, all rounds: ${missing} missing, ${duplicated} duplicated, ${early} early.`,
  ];
}

function drawCurves(
  count: number,
  contenders: readonly Contender[],
  roundsOf: (contender: Contender) => readonly StartSummary[],
): Chart {
  return {
    name: `lateness-${count}`,
    title: `${count.toLocaleString("en-US")} schedules due at one instant`,
    subtitle: "share of runs that have begun by then; all rounds; further left is better",
    kind: "lateness distribution",
    xLabel: "lateness, ms",
    yLabel: "% begun",
    series: contenders.map((contender) => {
      const lateness = roundsOf(contender)
        .flatMap((summary) => summary.lateness)
        .sort((a, b) => a - b);
      const points = Array.from({ length: CURVE_POINTS + 1 }, (_, i): [number, number] => {
        const share = i / CURVE_POINTS;
        // a logarithmic axis has no 0
        return [Math.max(1, quantileOf(lateness, share)), share * 100];
      });
      return { name: contender.name, isOurs: contender.isOurs, points };
    }),
  };
}
