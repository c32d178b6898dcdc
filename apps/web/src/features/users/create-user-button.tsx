"use client";

import { UserPlusIcon } from "lucide-react";
import { DialogButton } from "@/components/dialog-button.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";

const CreateUserDialog = loadLazily(() =>
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
