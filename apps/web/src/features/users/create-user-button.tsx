"use client";

import { UserPlusIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { DialogButton } from "@/components/dialog-button.tsx";

const CreateUserDialog = dynamic(() =>
  import("./create-user-dialog.tsx").then((module) => module.CreateUserDialog),
);

export function CreateUserButton() {
  return (
    <DialogButton variant="primary" dialog={(close) => <CreateUserDialog onClose={close} />}>
      <UserPlusIcon aria-hidden />
      New user
    </DialogButton>
  );
}
