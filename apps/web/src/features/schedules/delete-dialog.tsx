"use client";

import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { notify } from "@/lib/notify.ts";
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
  onDeleted: () => void;
}) {
  const remove = async () => {
    const result = await deleteSchedule(schedule.id);
    if (result.ok) {
      notify.success(`${schedule.name} is deleted`);
      onDeleted();
    }
    return result;
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${schedule.name}?`}
      description="No run of it starts any more, and it cannot be brought back. The history of its runs stays."
      confirmLabel="Delete"
      isDangerous
      typeToConfirm={schedule.name}
      onConfirm={remove}
    />
  );
}
