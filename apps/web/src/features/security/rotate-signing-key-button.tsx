"use client";

import dynamic from "next/dynamic";
import { DialogButton } from "@/components/dialog-button.tsx";

const RotateSigningKeyDialog = dynamic(() =>
  import("./rotate-signing-key-dialog.tsx").then((module) => module.RotateSigningKeyDialog),
);

export function RotateSigningKeyButton() {
  return (
    <DialogButton dialog={(close) => <RotateSigningKeyDialog onClose={close} />}>
      Rotate signing key
    </DialogButton>
  );
}
