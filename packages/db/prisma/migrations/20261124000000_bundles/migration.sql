-- Which message in Redis a queued run's job is part of, when it shares one.
ALTER TABLE "runs" ADD COLUMN "bundle_id" UUID;
