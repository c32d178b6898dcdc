"use client";

import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { deleteSecret } from "./delete-secret.ts";

/** Asks for the name, and deletes. */
export function DeleteSecretDialog({ name, onClose }: { name: string; onClose: () => void }) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}?`}
      description="Runs of schedules that name it fail from then on. The value cannot be brought back."
      confirmLabel="Delete"
      isDangerous
      typeToConfirm={name}
      onConfirm={() => deleteSecret(name)}
      doneMessage={`${name} is deleted`}
    />
  );
}
