"use client";

import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { countOf } from "@/lib/count-of.ts";
import { notify } from "@/lib/notify.ts";
import { endOtherSessions } from "./end-other-sessions.ts";

/** Asks, and ends all sessions but this one. */
export function EndOtherSessionsDialog({ count, onClose }: { count: number; onClose: () => void }) {
  const router = useRouter();
  const end = async () => {
    const result = await endOtherSessions();
    if (result.ok) {
      notify.success(`${countOf(result.value, "session")} ended`);
      router.refresh();
    }
    return result;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`End ${countOf(count, "other session")}?`}
      description="Everywhere but here you have to sign in again. API tokens go on working."
      confirmLabel="End all others"
      isDangerous
      onConfirm={end}
    />
  );
}
