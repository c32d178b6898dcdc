"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/copy-button.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog.tsx";

/** Shows a credential that nobody can look up again. */
export function ShownOnceDialog({
  title,
  description,
  what,
  value,
  onClose,
}: {
  title: string;
  description: ReactNode;
  /** What it is, such as `one-time password`. */
  what: string;
  value: string;
  onClose: () => void;
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {/* a press beside the dialog must not lose it for good */}
      <DialogContent onInteractOutside={(event) => event.preventDefault()}>
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">{title}</DialogTitle>
          <DialogDescription>{description}</DialogDescription>
        </DialogHeader>
        <div className="flex items-center gap-2 rounded-md border bg-surface-sunken py-1.5 pr-1.5 pl-3">
          <output aria-label={what} className="wrap-anywhere min-w-0 flex-1 select-all font-mono">
            {value}
          </output>
          <CopyButton text={value} what={what} />
        </div>
        <Alert tone="warning">Copy it now: it is not kept, and cannot be shown again.</Alert>
        <DialogFooter>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
