"use client";

import dynamic from "next/dynamic";
import { DialogButton } from "@/components/dialog-button.tsx";

const EndOtherSessionsDialog = dynamic(() =>
  import("./end-other-sessions-dialog.tsx").then((module) => module.EndOtherSessionsDialog),
);

export function EndOtherSessionsButton({ count }: { count: number }) {
  return (
    <DialogButton dialog={(close) => <EndOtherSessionsDialog count={count} onClose={close} />}>
      End all others
    </DialogButton>
  );
}
