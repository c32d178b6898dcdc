import type { System } from "./start-system.ts";

/** Leaves none, as before anybody has made one. */
export async function deleteSchedules({ schedules }: Pick<System, "schedules">): Promise<void> {
  for (;;) {
    const stored = await schedules.listSchedules({ pageSize: 100 });
    if (stored.schedules.length === 0) return;
    for (const { id } of stored.schedules) await schedules.deleteSchedule({ id });
  }
}
