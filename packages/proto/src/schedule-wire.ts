import {
  CommandTarget,
  CronExclusion,
  CronSpec,
  DatesExclusion,
  Delivery,
  GrpcTarget,
  HandlerTarget,
  HttpMethod,
  HttpTarget,
  IntervalSpec,
  KubernetesJobTarget,
  KubernetesKeyRef,
  KubernetesVariable,
  MisfirePolicy,
  NoopTarget,
  OnceSpec,
  OverlapPolicy,
  PodSecurity,
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

const KubernetesKeyRefWire = wireMessage(pb.KubernetesKeyRefSchema, KubernetesKeyRef, {});

const TargetWire = wireOneof({
  noop: wireMessage(pb.NoopTargetSchema, NoopTarget, {}),
  http: wireMessage(pb.HttpTargetSchema, HttpTarget, { method: wireEnum(pb.HttpMethod, HttpMethod) }),
  kubernetesJob: wireMessage(pb.KubernetesJobTargetSchema, KubernetesJobTarget, {
    env: wireList(
      wireMessage(pb.KubernetesVariableSchema, KubernetesVariable, {
        secretKeyRef: KubernetesKeyRefWire,
        configMapKeyRef: KubernetesKeyRefWire,
      }),
    ),
    podSecurity: wireEnum(pb.PodSecurity, PodSecurity),
    keepFinished: wireMs,
  }),
  handler: wireMessage(pb.HandlerTargetSchema, HandlerTarget, {}),
  command: wireMessage(pb.CommandTargetSchema, CommandTarget, {}),
  grpc: wireMessage(pb.GrpcTargetSchema, GrpcTarget, {}),
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
