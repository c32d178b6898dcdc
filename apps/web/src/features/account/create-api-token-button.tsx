"use client";

import type { Role } from "@repo/core";
import { PlusIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { DialogButton } from "@/components/dialog-button.tsx";

const CreateApiTokenDialog = dynamic(() =>
  import("./create-api-token-dialog.tsx").then((module) => module.CreateApiTokenDialog),
);

/** @param roles that the token may have */
export function CreateApiTokenButton({ roles }: { roles: readonly Role[] }) {
  return (
    <DialogButton
      variant="primary"
      dialog={(close) => <CreateApiTokenDialog roles={roles} onClose={close} />}
    >
      <PlusIcon aria-hidden />
      New token
    </DialogButton>
  );
}
