"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { Field } from "@/components/field.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { notify } from "@/lib/notify.ts";
import { cancelRun } from "./cancel-run.ts";

const MAX_NOTE_LENGTH = 500;

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
  const router = useRouter();
  const [note, setNote] = useState("");
  const cancel = async () => {
    const result = await cancelRun(run.id, note.trim());
    if (result.ok) {
      notify.success(
        result.value.state === "CANCELLED" ? "The run is cancelled" : "The run is being stopped",
      );
      router.refresh();
    }
    return result;
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Cancel this run?"
      description="If it waits, it does not start. If it runs, its worker stops it; what it has done by then stays done."
      confirmLabel="Cancel the run"
      isDangerous
      onConfirm={cancel}
    >
      <Field id="note" label="Why" hint="For the others; kept in the audit log.">
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
