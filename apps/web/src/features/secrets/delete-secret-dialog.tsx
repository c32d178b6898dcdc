"use client";

import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { notify } from "@/lib/notify.ts";
import { deleteSecret } from "./delete-secret.ts";

/** Asks for the name, and deletes. */
export function DeleteSecretDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const router = useRouter();
  const remove = async () => {
    const result = await deleteSecret(name);
    if (result.ok) {
      notify.success(`${name} is deleted`);
      router.refresh();
    }
    return result;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}?`}
      description="Runs of schedules that name it fail from then on. The value cannot be brought back."
      confirmLabel="Delete"
      isDangerous
      typeToConfirm={name}
      onConfirm={remove}
    />
  );
}
