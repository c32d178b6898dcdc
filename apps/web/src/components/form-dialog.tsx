"use client";

import type { ReactNode } from "react";
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
import { useFormAction } from "@/components/use-form-action.ts";
import type { ActionResult } from "@/server/act.ts";

/** A form in a dialog, open as long as it is rendered. */
export function FormDialog<T>({
  title,
  description,
  submitLabel,
  fields,
  action,
  onDone,
  onClose,
  children,
}: {
  title: string;
  description: ReactNode;
  submitLabel: string;
  /** Names of the fields, which are also the ids of their inputs. */
  fields: readonly string[];
  action: (form: FormData) => Promise<ActionResult<T>>;
  onDone: (value: T) => void;
  onClose: () => void;
  children: (errorAt: (field: string) => string | undefined) => ReactNode;
}) {
  const { submit, isPending, errorAt, formError } = useFormAction({ fields, action, onDone });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {/* a press beside the dialog must not throw away what was typed */}
      <DialogContent onInteractOutside={(event) => event.preventDefault()}>
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">{title}</DialogTitle>
          <DialogDescription>{description}</DialogDescription>
        </DialogHeader>
        <form onSubmit={submit} className="flex flex-col gap-4">
          {formError !== undefined && <Alert>{formError}</Alert>}
          {children(errorAt)}
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={isPending}>
              {isPending ? "One moment …" : submitLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
