"use client";

import { DialogButton } from "@/components/dialog-button.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";

const EndOtherSessionsDialog = loadLazily(() =>
  import("./end-other-sessions-dialog.tsx").then((module) => module.EndOtherSessionsDialog),
);

export function EndOtherSessionsButton({ count }: { count: number }) {
  return (
    <DialogButton dialog={(close) => <EndOtherSessionsDialog count={count} onClose={close} />}>
      End all others
    </DialogButton>
  );
}
