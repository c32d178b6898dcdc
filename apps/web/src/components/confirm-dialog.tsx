"use client";

import { useRouter } from "next/navigation";
import { AlertDialog } from "radix-ui";
import { type ReactNode, useId, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { overlayClasses } from "@/components/ui/dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Label } from "@/components/ui/label.tsx";
import { notify } from "@/lib/notify.ts";
import type { ActionResult } from "@/server/act.ts";

interface ConfirmDialogProps<T> {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** What the button says: the verb. */
  confirmLabel: string;
  isDangerous?: boolean;
  /** Has to be typed first, for what cannot be taken back. */
  typeToConfirm?: string;
  /** Further fields, such as a note. */
  children?: ReactNode;
  /** The dialog closes when it went well, and shows the message when not. */
  onConfirm: () => Promise<ActionResult<T>>;
  /** What is said when it went well. */
  doneMessage?: string | ((value: T) => string);
  /** After it went well. Default: the page is read again. */
  onDone?: (value: T) => void;
}

/** Asks before something is done, and stays open while and until it is done. */
export function ConfirmDialog<T>({ open, onOpenChange, ...content }: ConfirmDialogProps<T>) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={overlayClasses} />
        <ConfirmContent {...content} onClose={() => onOpenChange(false)} />
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function ConfirmContent<T>({
  title,
  description,
  confirmLabel,
  isDangerous = false,
  typeToConfirm,
  children,
  onConfirm,
  doneMessage,
  onDone,
  onClose,
}: Omit<ConfirmDialogProps<T>, "open" | "onOpenChange"> & { onClose: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [message, setMessage] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const field = useId();
  const confirm = () =>
    startTransition(async () => {
      setMessage(undefined);
      const result = await onConfirm();
      if (!result.ok) {
        const { formError, fieldErrors } = result.errors;
        setMessage(formError ?? fieldErrors.map(({ path, message }) => `${path} ${message}`).join("; "));
        return;
      }
      const { value } = result;
      if (doneMessage !== undefined) {
        notify.success(typeof doneMessage === "string" ? doneMessage : doneMessage(value));
      }
      if (onDone === undefined) router.refresh();
      else onDone(value);
      onClose();
    });
  return (
    <AlertDialog.Content className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-xl border bg-surface p-5 shadow-float data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95">
      <div className="flex flex-col gap-1">
        <AlertDialog.Title className="break-words font-semibold text-lg">{title}</AlertDialog.Title>
        <AlertDialog.Description asChild>
          <div className="text-muted-foreground">{description}</div>
        </AlertDialog.Description>
      </div>
      {children}
      {typeToConfirm !== undefined && (
        <div className="flex flex-col gap-1.5">
          <Label htmlFor={field}>
            <span>
              Type <span className="break-all font-mono">{typeToConfirm}</span> to confirm
            </span>
          </Label>
          <Input
            id={field}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
          />
        </div>
      )}
      {message !== undefined && <Alert>{message}</Alert>}
      <div className="flex justify-end gap-2">
        <AlertDialog.Cancel asChild>
          <Button>Cancel</Button>
        </AlertDialog.Cancel>
        <Button
          variant={isDangerous ? "danger" : "primary"}
          disabled={isPending || (typeToConfirm !== undefined && typed !== typeToConfirm)}
          onClick={confirm}
        >
          {isPending ? "One moment …" : confirmLabel}
        </Button>
      </div>
    </AlertDialog.Content>
  );
}
