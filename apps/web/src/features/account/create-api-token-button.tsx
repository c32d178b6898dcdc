"use client";

import type { Role } from "@repo/core";
import { PlusIcon } from "lucide-react";
import { DialogButton } from "@/components/dialog-button.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";

const CreateApiTokenDialog = loadLazily(() =>
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
