"use client";

import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { deleteSchedule } from "./delete-schedule.ts";

/** Asks for the name, and deletes. */
export function DeleteDialog({
  schedule,
  open,
  onOpenChange,
  onDeleted,
}: {
  schedule: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Default: the page is read again. */
  onDeleted?: () => void;
}) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${schedule.name}?`}
      description="No run of it starts any more, and it cannot be brought back. The history of its runs stays."
      confirmLabel="Delete"
      isDangerous
      typeToConfirm={schedule.name}
      onConfirm={() => deleteSchedule(schedule.id)}
      doneMessage={`${schedule.name} is deleted`}
      {...(onDeleted !== undefined && { onDone: onDeleted })}
    />
  );
}
