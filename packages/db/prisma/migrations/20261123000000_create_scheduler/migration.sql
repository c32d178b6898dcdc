-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "schedule_state" AS ENUM ('ACTIVE', 'PAUSED', 'COMPLETED', 'DELETED');

-- CreateEnum
CREATE TYPE "misfire_policy" AS ENUM ('SKIP', 'FIRE_ONCE', 'FIRE_ALL');

-- CreateEnum
CREATE TYPE "overlap_policy" AS ENUM ('ALLOW', 'SKIP', 'BUFFER_ONE', 'CANCEL_RUNNING');

-- CreateEnum
CREATE TYPE "delivery" AS ENUM ('AT_LEAST_ONCE', 'AT_MOST_ONCE');

-- CreateEnum
CREATE TYPE "run_kind" AS ENUM ('SCHEDULED', 'TRIGGERED');

-- CreateEnum
CREATE TYPE "run_state" AS ENUM ('PLANNED', 'QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'SKIPPED');

-- CreateEnum
CREATE TYPE "run_reason" AS ENUM ('MISFIRED', 'OVERLAPPED', 'PAUSED', 'SUPERSEDED', 'DELETED', 'TARGET_FAILED', 'ATTEMPT_TIMED_OUT', 'WORKER_LOST', 'CANCELLED_BY_REQUEST', 'CANCELLED_BY_OVERLAP', 'BUFFERED', 'RETRYING');

-- CreateEnum
CREATE TYPE "attempt_outcome" AS ENUM ('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED', 'WORKER_LOST');

-- CreateTable
CREATE TABLE "schedules" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "tags" TEXT[],
    "spec" JSONB NOT NULL,
    "start_at" TIMESTAMPTZ(3),
    "end_at" TIMESTAMPTZ(3),
    "max_runs" INTEGER,
    "jitter" INTEGER NOT NULL,
    "exclusions" JSONB NOT NULL,
    "target" JSONB NOT NULL,
    "payload" JSONB,
    "misfire_policy" "misfire_policy" NOT NULL,
    "misfire_grace" INTEGER NOT NULL,
    "overlap_policy" "overlap_policy" NOT NULL,
    "max_attempts" INTEGER NOT NULL,
    "initial_backoff" INTEGER NOT NULL,
    "max_backoff" INTEGER NOT NULL,
    "attempt_timeout" INTEGER NOT NULL,
    "delivery" "delivery" NOT NULL,
    "priority" INTEGER NOT NULL,
    "queue" TEXT NOT NULL,
    "state" "schedule_state" NOT NULL,
    "revision" INTEGER NOT NULL,
    "owner" TEXT NOT NULL,
    "pause_note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_cursors" (
    "schedule_id" UUID NOT NULL,
    "shard" SMALLINT NOT NULL,
    "next_due_at" TIMESTAMPTZ(3),
    "planned_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "schedule_cursors_pkey" PRIMARY KEY ("schedule_id")
);

-- CreateTable
CREATE TABLE "runs" (
    "schedule_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "fire_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "run_kind" NOT NULL,
    "state" "run_state" NOT NULL,
    "reason" "run_reason",
    "message" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL,
    "attempt" SMALLINT NOT NULL DEFAULT 0,
    "lost_attempts" SMALLINT NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3),
    "planned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queued_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "attempt_started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "worker_id" TEXT,
    "cancel_reason" "run_reason",
    "payload" JSONB,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("schedule_id","due_at")
) PARTITION BY RANGE ("due_at");

-- CreateTable
CREATE TABLE "attempts" (
    "schedule_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "worker_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "attempt_outcome" NOT NULL,
    "message" TEXT NOT NULL,
    "output" JSONB,
    "duration" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("schedule_id","due_at","attempt")
) PARTITION BY RANGE ("due_at");

-- CreateTable
CREATE TABLE "skipped_ranges" (
    "schedule_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),
    "reason" "run_reason" NOT NULL,

    CONSTRAINT "skipped_ranges_pkey" PRIMARY KEY ("schedule_id","from_at")
);

-- CreateTable
CREATE TABLE "overlap_slots" (
    "schedule_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "buffered_due_at" TIMESTAMPTZ(3),

    CONSTRAINT "overlap_slots_pkey" PRIMARY KEY ("schedule_id")
);

-- CreateTable
CREATE TABLE "shard_horizons" (
    "shard" SMALLINT NOT NULL,
    "planned_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shard_horizons_pkey" PRIMARY KEY ("shard")
);

-- CreateTable
CREATE TABLE "processes" (
    "id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "processes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL,
    "redis_epoch" TEXT NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "schedules_owner_idx" ON "schedules"("owner");

-- CreateIndex
CREATE INDEX "schedules_tags_idx" ON "schedules" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "runs_due_at_idx" ON "runs"("due_at");

-- AddForeignKey
ALTER TABLE "schedule_cursors" ADD CONSTRAINT "schedule_cursors_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- Partitions live in a schema of their own, so that the tables of "public" are those of schema.prisma.
-- It may exist: `prisma migrate reset` empties "public" only, and the partitions go with their tables.
CREATE SCHEMA IF NOT EXISTS "partitions";

-- Planning reads what is due and nothing else, however many schedules are stored.
CREATE INDEX "schedule_cursors_shard_next_due_at_idx" ON "schedule_cursors"("shard", "next_due_at") WHERE "next_due_at" IS NOT NULL;

-- A deleted schedule gives its name free.
CREATE UNIQUE INDEX "schedules_name_key" ON "schedules"("name") WHERE "state" <> 'DELETED';

-- The outbox: runs whose job is not confirmed to be in Redis.
CREATE INDEX "runs_unconfirmed_idx" ON "runs"("planned_at") WHERE "state" = 'PLANNED';

-- Runs that should have started by now.
CREATE INDEX "runs_waiting_idx" ON "runs"("available_at") WHERE "state" = 'QUEUED';

-- The runs of one worker, for the reaper.
CREATE INDEX "runs_running_idx" ON "runs"("worker_id") WHERE "state" = 'RUNNING';

-- Nothing is planned yet.
INSERT INTO "shard_horizons" ("shard", "planned_until") SELECT "shard", 'epoch' FROM generate_series(0, 255) AS "shard";
