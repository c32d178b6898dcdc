"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { Field } from "@/components/field.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { notify } from "@/lib/notify.ts";
import { pauseSchedule } from "./pause-schedule.ts";

const MAX_NOTE_LENGTH = 500;

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
      <Field id="note" label="Why" hint="For the others; shown beside the schedule.">
        {(field) => (
          <Textarea
            {...field}
            value={note}
            maxLength={MAX_NOTE_LENGTH}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
