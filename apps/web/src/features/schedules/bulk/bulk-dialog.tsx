"use client";

import type { ScheduleSelection } from "@repo/core";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState, useTransition } from "react";
import { Field } from "@/components/field.tsx";
import { NoteField } from "@/components/note-field.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { BULK_ACTIONS, type BulkActionType, bulkActionOf } from "./bulk-action.ts";
import { describeTally, progressOf, type Tally } from "./tally.ts";
import { useBulkEdit } from "./use-bulk-edit.ts";

/** Shows what an action would change before it is done, then how far it is, then what came of it. */
export function BulkDialog({
  type,
  selection,
  onClose,
}: {
  type: BulkActionType;
  selection: ScheduleSelection;
  /** @param isDone whether anything was changed */
  onClose: (isDone: boolean) => void;
}) {
  const router = useRouter();
  const [typed, setTyped] = useState({ note: "", tags: "" });
  const [isPending, startTransition] = useTransition();
  const { state, error, preview, start, stop } = useBulkEdit(selection);
  const { label, description, done } = BULK_ACTIONS[type];
  const action = bulkActionOf(type, typed);
  const isComplete = !("tags" in action) || action.tags.length > 0;

  // counts again when the tags change: which schedules they change depends on them
  const countedFor = JSON.stringify("tags" in action ? action.tags : []);
  const count = useEffectEvent(() => {
    if (isComplete) startTransition(() => preview(action));
  });
  useEffect(() => count(), [countedFor]);

  const close = () => {
    stop();
    if (state.phase !== "asking") router.refresh();
    onClose(state.phase === "done");
  };
  const begin = () => startTransition(() => start(action));

  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent>
        <div className="flex flex-col gap-1">
          <DialogTitle>{label}</DialogTitle>
          <DialogDescription>{description}</DialogDescription>
        </div>
        {state.phase === "asking" && <Inputs type={type} typed={typed} onChange={setTyped} />}
        {state.phase === "asking" ? (
          <p role="status" className="min-h-5">
            {state.preview === undefined
              ? isComplete && "Counting …"
              : describeTally(state.preview, `would be ${done}`).join(", ")}
          </p>
        ) : (
          <Outcome tally={state.tally} done={done} isWorking={state.phase === "working"} />
        )}
        {error !== undefined && <Alert>{error}</Alert>}
        <div className="flex justify-end gap-2">
          {state.phase === "working" && <Button onClick={stop}>Stop</Button>}
          {state.phase === "asking" && <Button onClick={close}>Cancel</Button>}
          {state.phase === "asking" && (
            <Button
              variant={type === "delete" ? "danger" : "primary"}
              disabled={!isComplete || isPending || state.preview?.changed === 0}
              onClick={begin}
            >
              {label}
              {state.preview !== undefined && ` ${howMany(state.preview)}`}
            </Button>
          )}
          {state.phase === "done" && (
            <Button variant="primary" onClick={close}>
              Close
            </Button>
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function howMany({ changed, remaining }: Tally): string {
  return remaining > 0 ? "all" : changed.toLocaleString("en-US");
}

function Inputs({
  type,
  typed,
  onChange,
}: {
  type: BulkActionType;
  typed: { note: string; tags: string };
  onChange: (typed: { note: string; tags: string }) => void;
}) {
  if (type === "pause") {
    return (
      <NoteField
        note={typed.note}
        onChange={(note) => onChange({ ...typed, note })}
        whereShown="shown beside each schedule"
      />
    );
  }
  if (type !== "addTags" && type !== "removeTags") return null;
  return (
    <Field id="bulk-tags" label="Tags" hint="With commas between them.">
      {(field) => (
        <Input
          {...field}
          value={typed.tags}
          onChange={(event) => onChange({ ...typed, tags: event.target.value })}
        />
      )}
    </Field>
  );
}

function Outcome({ tally, done, isWorking }: { tally: Tally; done: string; isWorking: boolean }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <progress
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-surface-sunken [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-surface-sunken [&::-webkit-progress-value]:bg-primary"
        value={progressOf(tally)}
        max={1}
        aria-label="Progress"
      />
      <p role="status">
        {isWorking && "Working: "}
        {describeTally(tally, done).join(", ")}
      </p>
      {tally.failures.length > 0 && (
        <ul className="max-h-48 overflow-y-auto rounded-md border text-sm" aria-label="Not changed">
          {tally.failures.map(({ scheduleId, name, message }) => (
            <li key={scheduleId} className="border-b px-2 py-1 last:border-0">
              <span className="font-medium">{name || scheduleId}</span>{" "}
              <span className="text-muted-foreground">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
