import {
  CronExclusion,
  CronSpec,
  DatesExclusion,
  Delivery,
  HttpMethod,
  HttpTarget,
  IntervalSpec,
  MisfirePolicy,
  NoopTarget,
  OnceSpec,
  OverlapPolicy,
  Schedule,
  ScheduleDefinition,
  ScheduleState,
  WeeklyExclusion,
} from "@repo/core";
import * as pb from "../gen/scheduler/v1/schedule_pb.ts";
import { wireDate, wireEnum, wireList, wireMessage, wireMs, wireOneof, wireWrapper } from "./wire.ts";

const SpecWire = wireOneof({
  cron: wireMessage(pb.CronSpecSchema, CronSpec, {}),
  interval: wireMessage(pb.IntervalSpecSchema, IntervalSpec, { every: wireMs, anchorAt: wireDate }),
  once: wireMessage(pb.OnceSpecSchema, OnceSpec, { at: wireDate }),
});

const ExclusionWire = wireWrapper(
  pb.ExclusionSchema,
  "exclusion",
  wireOneof({
    dates: wireMessage(pb.DatesExclusionSchema, DatesExclusion, {}),
    weekly: wireMessage(pb.WeeklyExclusionSchema, WeeklyExclusion, {}),
    cron: wireMessage(pb.CronExclusionSchema, CronExclusion, {}),
  }),
);

const TargetWire = wireOneof({
  noop: wireMessage(pb.NoopTargetSchema, NoopTarget, {}),
  http: wireMessage(pb.HttpTargetSchema, HttpTarget, { method: wireEnum(pb.HttpMethod, HttpMethod) }),
});

export const ScheduleDefinitionWire = wireMessage(pb.ScheduleDefinitionSchema, ScheduleDefinition, {
  spec: SpecWire,
  startAt: wireDate,
  endAt: wireDate,
  jitter: wireMs,
  exclusions: wireList(ExclusionWire),
  target: TargetWire,
  misfirePolicy: wireEnum(pb.MisfirePolicy, MisfirePolicy),
  misfireGrace: wireMs,
  overlapPolicy: wireEnum(pb.OverlapPolicy, OverlapPolicy),
  initialBackoff: wireMs,
  maxBackoff: wireMs,
  attemptTimeout: wireMs,
  delivery: wireEnum(pb.Delivery, Delivery),
});

export const ScheduleStateWire = wireEnum(pb.ScheduleState, ScheduleState);

export const ScheduleWire = wireMessage(pb.ScheduleSchema, Schedule, {
  definition: ScheduleDefinitionWire,
  state: ScheduleStateWire,
  nextDueAt: wireDate,
  createdAt: wireDate,
  updatedAt: wireDate,
});
