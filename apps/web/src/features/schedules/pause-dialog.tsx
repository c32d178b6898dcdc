"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { NoteField } from "@/components/note-field.tsx";
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
  const [note, setNote] = useState("");
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Pause ${schedule.name}?`}
      description="No run of it starts from then on, not even those that are planned. Runs that are under way go on."
      confirmLabel="Pause"
      onConfirm={() => pauseSchedule(schedule.id, note.trim())}
      doneMessage={`${schedule.name} is paused`}
    >
      <NoteField note={note} onChange={setNote} whereShown="shown beside the schedule" />
    </ConfirmDialog>
  );
}
