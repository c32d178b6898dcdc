"use client";

import type { ApiToken } from "@repo/core";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { notify } from "@/lib/notify.ts";
import { revokeApiToken } from "./revoke-api-token.ts";

/** Asks, and revokes a token. */
export function RevokeApiTokenDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const router = useRouter();
  const revoke = async () => {
    const result = await revokeApiToken(token.id);
    if (result.ok) {
      notify.success(`${token.name} is revoked`);
      router.refresh();
    }
    return result;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${token.name}?`}
      description="Programs that use it are refused within seconds. It cannot be brought back."
      confirmLabel="Revoke"
      isDangerous
      onConfirm={revoke}
    />
  );
}
