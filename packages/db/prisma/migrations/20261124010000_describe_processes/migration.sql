-- For people who look after the processes: what each was built from, how much it carries out at once, and how far its
-- clock is ahead of the database's, in milliseconds. A process of an older version says nothing of it.
ALTER TABLE "processes"
  ADD COLUMN "version" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "capacity" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "clock_skew" INTEGER;
