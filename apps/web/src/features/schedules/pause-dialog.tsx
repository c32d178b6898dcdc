"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { NoteField } from "@/components/note-field.tsx";
import { notify } from "@/lib/notify.ts";
import { pauseSchedule } from "./pause-schedule.ts";

/** Asks why, and pauses. */
export function PauseDialog({
  schedule,
  open,
  onOpenChange,
}: {
  schedule: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const [note, setNote] = useState("");
  const pause = async () => {
    const result = await pauseSchedule(schedule.id, note.trim());
    if (result.ok) {
      notify.success(`${schedule.name} is paused`);
      router.refresh();
    }
    return result;
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Pause ${schedule.name}?`}
      description="No run of it starts from then on, not even those that are planned. Runs that are under way go on."
      confirmLabel="Pause"
      onConfirm={pause}
    >
      <NoteField note={note} onChange={setNote} whereShown="shown beside the schedule" />
    </ConfirmDialog>
  );
}
