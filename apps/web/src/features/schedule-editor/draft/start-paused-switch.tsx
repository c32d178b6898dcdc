"use client";

import { useController } from "react-hook-form";
import { Label } from "@/components/ui/label.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import type { ScheduleDraft } from "./schedule-draft.ts";

/** Whether a new schedule waits until somebody resumes it. */
export function StartPausedSwitch() {
  const { field } = useController<ScheduleDraft, "startsPaused">({ name: "startsPaused" });
  return (
    <div className="flex items-center gap-2 pr-2" title="It is stored, and nothing runs until it is resumed.">
      <Switch
        id={field.name}
        ref={field.ref}
        checked={field.value}
        onCheckedChange={field.onChange}
        onBlur={field.onBlur}
      />
      <Label htmlFor={field.name}>Start paused</Label>
    </div>
  );
}
