"use client";

import type { User } from "@repo/core";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { resetPassword } from "./reset-password.ts";

/** Asks, and gives the user a one-time password. @param onReset gets the password, to be shown once */
export function ResetPasswordDialog({
  user,
  onReset,
  onClose,
}: {
  user: User;
  onReset: (oneTimePassword: string) => void;
  onClose: () => void;
}) {
  const router = useRouter();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Reset the password of ${user.username}?`}
      description="The present one stops to work, and every session is ended. API tokens go on working."
      confirmLabel="Reset password"
      isDangerous
      onConfirm={() => resetPassword(user.id)}
      onDone={(oneTimePassword) => {
        onReset(oneTimePassword);
        router.refresh();
      }}
    />
  );
}
