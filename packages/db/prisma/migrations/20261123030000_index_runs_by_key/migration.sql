-- Many runs are due at one instant: an index on the instant alone leads to all of them, and the planner takes it for
-- finding one. With the schedule it finds the one, and pages of runs are read in its order.
DROP INDEX "runs_due_at_idx";
CREATE INDEX "runs_due_at_schedule_id_idx" ON "runs"("due_at", "schedule_id");
