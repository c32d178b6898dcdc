"use client";

import type { Session } from "@repo/core";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { describeDevice } from "./describe-device.ts";
import { endSession } from "./end-session.ts";

/** Asks, and ends one session. */
export function EndSessionDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="End this session?"
      description={`${describeDevice(session.userAgent)} at ${session.address || "an unknown address"} has to sign in again.`}
      confirmLabel="End session"
      isDangerous
      onConfirm={() => endSession(session.id)}
      doneMessage="The session is ended"
    />
  );
}
