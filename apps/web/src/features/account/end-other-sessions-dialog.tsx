"use client";

import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { countOf } from "@/lib/format-count.ts";
import { endOtherSessions } from "./end-other-sessions.ts";

/** Asks, and ends all sessions but this one. */
export function EndOtherSessionsDialog({ count, onClose }: { count: number; onClose: () => void }) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`End ${countOf(count, "other session")}?`}
      description="Everywhere but here you have to sign in again. API tokens go on working."
      confirmLabel="End all others"
      isDangerous
      onConfirm={endOtherSessions}
      doneMessage={(count) => `${countOf(count, "session")} ended`}
    />
  );
}
