"use client";

import type { User } from "@repo/core";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { disableUser } from "./disable-user.ts";

/** Asks, and disables a user. */
export function DisableUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Disable ${user.username}?`}
      description="Ends every session and revokes every API token of theirs for good. Their schedules go on."
      confirmLabel="Disable"
      isDangerous
      onConfirm={() => disableUser(user.id)}
      doneMessage={`${user.username} is disabled`}
    />
  );
}
