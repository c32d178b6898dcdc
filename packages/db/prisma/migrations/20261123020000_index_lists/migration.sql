-- What people look for in lists. Schedules are written when a person edits one, so their indexes cost planning nothing.

-- Comes with Postgres; whoever may create tables may create it.
CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- Names that contain a text.
CREATE INDEX "schedules_name_idx" ON "schedules" USING GIN ("name" gin_trgm_ops);

CREATE INDEX "schedules_queue_idx" ON "schedules"("queue");

CREATE INDEX "schedules_updated_at_id_idx" ON "schedules"("updated_at", "id");

-- What Prisma's schema cannot say.

-- Lists in the order of names, as people read them. Holds all that searching a name looks at, so that it reads no table.
CREATE INDEX "schedules_lower_name_id_idx" ON "schedules"(lower("name"), "id") INCLUDE ("name", "state");

-- Most schedules are active; the others are looked for by their state.
CREATE INDEX "schedules_inactive_idx" ON "schedules"("state", "id") WHERE "state" <> 'ACTIVE';

CREATE INDEX "schedules_target_type_idx" ON "schedules"(("target"->>'type'));

-- Runs that did not end well, latest first: few, so that the many that do are not written twice.
CREATE INDEX "runs_unsuccessful_idx" ON "runs"("due_at", "schedule_id") INCLUDE ("state", "reason")
  WHERE "state" IN ('FAILED', 'CANCELLED', 'TIMED_OUT', 'SKIPPED');

-- Runs by hand.
CREATE INDEX "runs_by_hand_idx" ON "runs"("due_at", "schedule_id") INCLUDE ("kind") WHERE "kind" <> 'SCHEDULED';
