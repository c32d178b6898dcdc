"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Label } from "@/components/ui/label.tsx";
import { notify } from "@/lib/notify.ts";
import { rotateSigningKey } from "./rotate-signing-key.ts";

/** Asks whether the previous keys are revoked as well, and rotates. */
export function RotateSigningKeyDialog({ onClose }: { onClose: () => void }) {
  const [revokesPrevious, setRevokesPrevious] = useState(false);
  const rotate = async () => {
    const result = await rotateSigningKey(revokesPrevious);
    if (result.ok)
      notify.success("There is a new signing key", { description: `Its id is ${result.value}.` });
    return result;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Rotate the signing key?"
      description="Sign-ins and refreshes from now on are signed with a new key. Nobody has to sign in again."
      confirmLabel="Rotate key"
      isDangerous={revokesPrevious}
      onConfirm={rotate}
    >
      <div className="flex items-start gap-2.5 rounded-md border p-3">
        <Checkbox
          id="revokePrevious"
          checked={revokesPrevious}
          onCheckedChange={(isChecked) => setRevokesPrevious(isChecked === true)}
          aria-describedby="revokePrevious-hint"
          className="mt-0.5"
        />
        <div>
          <Label htmlFor="revokePrevious">A key has leaked: also revoke the previous ones</Label>
          <p id="revokePrevious-hint" className="mt-1 text-muted-foreground text-xs">
            What they have signed stops to work. Browsers and programs refresh their sessions by themselves;
            calls that are under way may fail once.
          </p>
        </div>
      </div>
    </ConfirmDialog>
  );
}
