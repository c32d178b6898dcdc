"use client";

import { PlusIcon } from "lucide-react";
import { DialogButton } from "@/components/dialog-button.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";

const PutSecretDialog = loadLazily(() =>
  import("./put-secret-dialog.tsx").then((module) => module.PutSecretDialog),
);

export function CreateSecretButton() {
  return (
    <DialogButton variant="primary" dialog={(close) => <PutSecretDialog onClose={close} />}>
      <PlusIcon aria-hidden />
      New secret
    </DialogButton>
  );
}
