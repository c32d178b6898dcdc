"use client";

import { XIcon } from "lucide-react";
import { useUrlChoice } from "@/components/filters/use-url-filter.ts";
import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";

const ScheduleMenu = openLazily(() => import("./schedule-menu.tsx").then((module) => module.ScheduleMenu));

/** Narrows runs to those of one schedule. @param name of the chosen one, as the server knows it */
export function ScheduleFilter({ name }: { name: string | undefined }) {
  const { value, change } = useUrlChoice("schedule");
  return (
    <span className="flex gap-1">
      <ScheduleMenu
        onChoose={change}
        trigger={
          <Button className={value === "" ? "border-dashed text-muted-foreground" : ""}>
            Schedule
            {value !== "" && (
              <span className="max-w-48 truncate font-normal text-muted-foreground">{name ?? "unknown"}</span>
            )}
          </Button>
        }
      />
      {value !== "" && (
        <Button variant="ghost" size="icon" onClick={() => change("")} aria-label="Runs of all schedules">
          <XIcon aria-hidden />
        </Button>
      )}
    </span>
  );
}
