"use client";

import type { Session } from "@repo/core";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { notify } from "@/lib/notify.ts";
import { describeDevice } from "./describe-device.ts";
import { endSession } from "./end-session.ts";

/** Asks, and ends one session. */
export function EndSessionDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const router = useRouter();
  const end = async () => {
    const result = await endSession(session.id);
    if (result.ok) {
      notify.success("The session is ended");
      router.refresh();
    }
    return result;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="End this session?"
      description={`${describeDevice(session.userAgent)} at ${session.address || "an unknown address"} has to sign in again.`}
      confirmLabel="End session"
      isDangerous
      onConfirm={end}
    />
  );
}
