"use client";

import { Button } from "@/components/ui/button.tsx";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog.tsx";
import { ChangesList } from "./changes-list.tsx";
import type { DefinitionChange } from "./definition-changes.ts";

/** Shows what will be different, before it is saved. */
export function ReviewDialog({
  changes,
  isSaving,
  onSave,
  onClose,
}: {
  /** Undefined: nothing is to be saved. */
  changes: readonly DefinitionChange[] | undefined;
  isSaving: boolean;
  onSave: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog open={changes !== undefined} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle>
            Save {changes?.length} {changes?.length === 1 ? "change" : "changes"}?
          </DialogTitle>
          <DialogDescription>
            They take effect at once: what was planned by the old definition does not run any more.
          </DialogDescription>
        </DialogHeader>
        <ChangesList label="Changes" changes={changes ?? []} />
        <DialogFooter>
          <Button onClick={onClose}>Keep editing</Button>
          <Button variant="primary" disabled={isSaving} onClick={onSave}>
            {isSaving ? "Saving …" : "Save changes"}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
