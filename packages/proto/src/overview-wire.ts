import {
  FailingSchedule,
  LiveProcess,
  Load,
  LoadBucket,
  LoadQuery,
  Overview,
  OverviewBucket,
  OverviewQuery,
  QueueDepth,
  RunFigures,
  SlowSchedule,
} from "@repo/core";
import * as pb from "../gen/scheduler/v1/overview_service_pb.ts";
import { wireDate, wireList, wireMessage, wireMs } from "./wire.ts";

export const OverviewQueryWire = wireMessage(pb.GetOverviewRequestSchema, OverviewQuery, { window: wireMs });

export const OverviewWire = wireMessage(pb.GetOverviewResponseSchema, Overview, {
  now: wireDate,
  from: wireDate,
  figures: wireMessage(pb.RunFiguresSchema, RunFigures, {
    onTimeTolerance: wireMs,
    latenessP50: wireMs,
    latenessP99: wireMs,
    latenessMax: wireMs,
  }),
  buckets: wireList(
    wireMessage(pb.OverviewBucketSchema, OverviewBucket, {
      from: wireDate,
      latenessP50: wireMs,
      latenessP99: wireMs,
    }),
  ),
  failing: wireList(wireMessage(pb.FailingScheduleSchema, FailingSchedule, {})),
  slowest: wireList(
    wireMessage(pb.SlowScheduleSchema, SlowSchedule, { averageDuration: wireMs, maxDuration: wireMs }),
  ),
  queues: wireList(wireMessage(pb.QueueDepthSchema, QueueDepth, {})),
  oldestWait: wireMs,
  processes: wireList(
    wireMessage(pb.LiveProcessSchema, LiveProcess, {
      startedAt: wireDate,
      renewedAt: wireDate,
      leaseExpiresAt: wireDate,
      clockSkew: wireMs,
    }),
  ),
  horizon: wireDate,
  clockSkew: wireMs,
});

export const LoadQueryWire = wireMessage(pb.GetLoadRequestSchema, LoadQuery, {
  from: wireDate,
  until: wireDate,
  bucket: wireMs,
});

export const LoadWire = wireMessage(pb.GetLoadResponseSchema, Load, {
  buckets: wireList(wireMessage(pb.LoadBucketSchema, LoadBucket, { from: wireDate })),
  forecastUntil: wireDate,
});
