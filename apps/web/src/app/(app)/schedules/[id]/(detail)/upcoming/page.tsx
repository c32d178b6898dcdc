import { getSchedule } from "@/features/schedule-page/get-schedule.ts";
import { listPlannedRuns } from "@/features/schedule-page/list-planned-runs.ts";
import { upcomingOf } from "@/features/schedule-page/upcoming.ts";
import { UpcomingList } from "@/features/schedule-page/upcoming-list.tsx";

const COUNT = 50;

export default async function UpcomingPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const now = new Date();
  const [schedule, planned] = await Promise.all([getSchedule(id), listPlannedRuns(id, now, COUNT)]);
  return <UpcomingList schedule={schedule} dueTimes={upcomingOf(schedule, planned, { now, count: COUNT })} />;
}
