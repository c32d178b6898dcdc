"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { NoteField } from "@/components/note-field.tsx";
import { cancelRun } from "./cancel-run.ts";

/** Asks why, and cancels. */
export function CancelRunDialog({
  run,
  open,
  onOpenChange,
}: {
  run: { id: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [note, setNote] = useState("");
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Cancel this run?"
      description="If it waits, it does not start. If it runs, its worker stops it; what it has done by then stays done."
      confirmLabel="Cancel the run"
      isDangerous
      onConfirm={() => cancelRun(run.id, note.trim())}
      doneMessage={({ state }) =>
        state === "CANCELLED" ? "The run is cancelled" : "The run is being stopped"
      }
    >
      <NoteField note={note} onChange={setNote} whereShown="shown with the run and kept in the audit log" />
    </ConfirmDialog>
  );
}
