"use client";

import type { ApiToken } from "@repo/core";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { revokeApiToken } from "./revoke-api-token.ts";

/** Asks, and revokes a token. */
export function RevokeApiTokenDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${token.name}?`}
      description="Programs that use it are refused within seconds. It cannot be brought back."
      confirmLabel="Revoke"
      isDangerous
      onConfirm={() => revokeApiToken(token.id)}
      doneMessage={`${token.name} is revoked`}
    />
  );
}
