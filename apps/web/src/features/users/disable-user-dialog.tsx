"use client";

import type { User } from "@repo/core";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { notify } from "@/lib/notify.ts";
import { disableUser } from "./disable-user.ts";

/** Asks, and disables a user. */
export function DisableUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const router = useRouter();
  const disable = async () => {
    const result = await disableUser(user.id);
    if (result.ok) {
      notify.success(`${user.username} is disabled`);
      router.refresh();
    }
    return result;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Disable ${user.username}?`}
      description="Ends every session and revokes every API token of theirs for good. Their schedules go on."
      confirmLabel="Disable"
      isDangerous
      onConfirm={disable}
    />
  );
}
