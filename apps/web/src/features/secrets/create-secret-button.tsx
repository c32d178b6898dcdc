"use client";

import { PlusIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { DialogButton } from "@/components/dialog-button.tsx";

const PutSecretDialog = dynamic(() =>
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
