import { runIdOf, type ScheduleDefinition } from "@repo/core";
import { encodeDefinition } from "@repo/proto";
import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import type { ExpectedRun, ObservedCall } from "@repo/testing";
import { expectedRunsOf, type StoredSchedule, type System } from "../../system/index.ts";
import { listAllRuns } from "../ledger.ts";
import type { Random } from "../random.ts";
import { dueTimesOf, type Scenario, type Stage } from "../scenario.ts";

const SCHEDULES = { short: 200, long: 400 };
const EDITS = { short: 1_000, long: 10_000 };
const EDITORS = 8;
/** A run that was due this shortly before a pause may not have started yet; then the pause takes it away and says so. */
const START_SLACK_MS = 5_000;
/**
 * A run that was claimed before a pause may reach its target this long after the pause was acknowledged: a worker has
 * up to 200 in hand, and a machine of two cores plays four scenarios at once. Pauses last ten seconds and more.
 */
const CLAIMED_SLACK_MS = 3_000;

/** What a schedule is from an edit on, and when the edit was sent and acknowledged. */
interface Phase {
  sentAt: Date;
  acknowledgedAt: Date;
  isPaused: boolean;
  definition: ScheduleDefinition;
}

interface EditedSchedule {
  schedule: StoredSchedule;
  revision: number;
  phases: Phase[];
}

const edited = new WeakMap<System, EditedSchedule[]>();

export const editStorm: Scenario = {
  name: "edit-storm",
  promise:
    "Edits during planning and firing take effect when they are acknowledged: nothing starts in a pause, nothing is lost by a resume or an update.",
  toleranceMs: 5_000,
  repeats: "never",
  loadSeconds: 20,
  timings: (form) =>
    Array.from({ length: SCHEDULES[form] }, () => ({ spec: { type: "interval", every: 3_000 } })),
  async disturb(stage) {
    const { system, schedules, random, form } = stage;
    const subjects = schedules.map((schedule): EditedSchedule => {
      const since = new Date(Math.max(stage.startAt.getTime(), stage.storedAt.getTime()));
      const phase = {
        sentAt: since,
        acknowledgedAt: since,
        isPaused: false,
        definition: schedule.definition,
      };
      return { schedule, revision: 1, phases: [phase] };
    });
    edited.set(system, subjects);
    stage.faultBegins(`${EDITS[form]} edits`);
    await storm(stage, subjects, random);
    stage.faultEnds();
  },
  async expect(stage) {
    const skipped = await listAllRuns(stage.system, [RunState.SKIPPED]);
    const paused = new Set(skipped.filter((run) => run.reason === "PAUSED").map(runIdOf));
    const subjects = edited.get(stage.system) ?? [];
    const runs = subjects.map((subject) => expectedOf(subject, stage.endAt, paused));
    const { may } = dueTimesOf(stage);
    return { must: runs.flatMap((run) => run.must), may: [...may, ...runs.flatMap((run) => run.may)] };
  },
  inspect: async (stage, calls) => findStartsInPauses(edited.get(stage.system) ?? [], calls),
};

/** Editors side by side, each with schedules of its own, who spread their edits evenly over the load. */
async function storm(stage: Stage, subjects: readonly EditedSchedule[], random: Random): Promise<void> {
  const count = EDITS[stage.form] / EDITORS;
  const work = Array.from({ length: EDITORS }, async (_, editor) => {
    const own = subjects.filter((_, i) => i % EDITORS === editor);
    for (let i = 0; i < count; i++) {
      await stage.untilShare((0.9 * i) / count);
      await edit(stage.system, random.pick(own), random);
    }
  });
  await Promise.all(work);
}

async function edit({ schedules }: System, subject: EditedSchedule, random: Random): Promise<void> {
  const { schedule, revision, phases } = subject;
  const { id } = schedule;
  const last = phases.at(-1);
  if (last === undefined) return;
  const sentAt = new Date();
  let { isPaused, definition } = last;
  if (random.next() < 0.4) {
    definition = retimed(definition, random);
    const request = { id, revision, definition: encodeDefinition(definition) };
    const answer = await schedules.updateSchedule(request);
    subject.revision = answer.schedule?.revision ?? revision;
  } else {
    const answer = await (isPaused ? schedules.resumeSchedule({ id }) : schedules.pauseSchedule({ id }));
    subject.revision = answer.schedule?.revision ?? revision;
    isPaused = !isPaused;
  }
  phases.push({ sentAt, acknowledgedAt: new Date(), isPaused, definition });
}

/** Another phase of the interval: no due time is the same as before, unless the phase comes back. */
function retimed(definition: ScheduleDefinition, random: Random): ScheduleDefinition {
  return {
    ...definition,
    spec: { type: "interval", every: 3_000, anchorAt: new Date(random.integer(0, 3) * 1_000) },
  };
}

/**
 * What follows from the acknowledged edits. While one is under way, both sides of it are right.
 *
 * @param paused run ids that a pause took away, as the ledger tells; believed only of what was due shortly before one
 */
function expectedOf(
  { schedule, phases }: EditedSchedule,
  endAt: Date,
  paused: ReadonlySet<string>,
): { must: ExpectedRun[]; may: ExpectedRun[] } {
  const dueIn = ({ definition, isPaused }: Phase, from: Date, until: Date) =>
    isPaused || from >= until ? [] : expectedRunsOf({ ...schedule, definition }, from, until);
  const settled = phases.flatMap((phase, i) =>
    dueIn(phase, phase.acknowledgedAt, phases[i + 1]?.sentAt ?? endAt),
  );
  const unsettled = phases.flatMap((phase, i) => {
    const next = phases[i + 1];
    if (next === undefined) return [];
    return [phase, next].flatMap((side) => dueIn(side, next.sentAt, next.acknowledgedAt));
  });
  const pauses = phases.filter((phase) => phase.isPaused).map((phase) => phase.sentAt.getTime());
  const isTakenAway = ({ scheduleId, fireAt }: ExpectedRun) =>
    paused.has(runIdOf({ scheduleId, dueAt: fireAt })) &&
    pauses.some((pause) => fireAt.getTime() <= pause && pause <= fireAt.getTime() + START_SLACK_MS);
  const must = settled.filter((run) => !isTakenAway(run));
  return { must, may: withoutThose(must, [...settled.filter(isTakenAway), ...unsettled]) };
}

/** Each of `runs` once, but for those in `others`. */
function withoutThose(others: readonly ExpectedRun[], runs: readonly ExpectedRun[]): ExpectedRun[] {
  const excluded = new Set(others.map((run) => run.fireAt.getTime()));
  const kept = new Map(runs.map((run) => [run.fireAt.getTime(), run]));
  return [...kept.values()].filter((run) => !excluded.has(run.fireAt.getTime()));
}

function findStartsInPauses(subjects: readonly EditedSchedule[], calls: readonly ObservedCall[]): string[] {
  const callsOf = Map.groupBy(calls, (call) => call.scheduleId);
  return subjects.flatMap(({ schedule, phases }) =>
    phases.flatMap((phase, i) => {
      if (!phase.isPaused) return [];
      const from = phase.acknowledgedAt.getTime() + CLAIMED_SLACK_MS;
      const until =
        phases
          .slice(i + 1)
          .find((later) => !later.isPaused)
          ?.sentAt.getTime() ?? Number.POSITIVE_INFINITY;
      return (callsOf.get(schedule.id) ?? [])
        .filter(({ at }) => at.getTime() > from && at.getTime() < until)
        .map(({ at }) => `${schedule.name} was called at ${at.toISOString()}, in a pause`);
    }),
  );
}
