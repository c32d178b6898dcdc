"use client";

import { DialogButton } from "@/components/dialog-button.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";

const RotateSigningKeyDialog = loadLazily(() =>
  import("./rotate-signing-key-dialog.tsx").then((module) => module.RotateSigningKeyDialog),
);

export function RotateSigningKeyButton() {
  return (
    <DialogButton dialog={(close) => <RotateSigningKeyDialog onClose={close} />}>
      Rotate signing key
    </DialogButton>
  );
}
