-- The last sign of life of a process, for people; what counts is the end of its lease.
ALTER TABLE "processes" ADD COLUMN "renewed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
