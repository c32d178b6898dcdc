"use client";

import type { Schedule, ScheduleDefinition } from "@repo/core";
import { useState } from "react";
import { RelativeTime } from "@/components/timestamp.tsx";
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
import { changesBetween } from "./definition-changes.ts";
import { type MergeConflict, mergeDefinitions, type Side } from "./merge-definitions.ts";

export interface Conflict {
  /** What the form began with. */
  base: ScheduleDefinition;
  mine: ScheduleDefinition;
  /** As it is stored by now. */
  theirs: Schedule;
}

/** Somebody else saved meanwhile: shows what, and lets both be brought together. Nothing is saved by it. */
export function ConflictDialog({
  conflict: { base, mine, theirs },
  onResolve,
  onClose,
}: {
  conflict: Conflict;
  /** The definition to go on editing, from the stored revision. */
  onResolve: (definition: ScheduleDefinition) => void;
  onClose: () => void;
}) {
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const changes = changesBetween(base, theirs.definition);
  const { conflicts, result } = mergeDefinitions({ base, mine, theirs: theirs.definition });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle>Changed meanwhile</DialogTitle>
          <DialogDescription>
            Somebody saved this schedule <RelativeTime at={theirs.updatedAt} />, after you began. Nothing you
            typed is lost.
          </DialogDescription>
        </DialogHeader>
        {changes.length === 0 ? (
          <p className="text-muted-foreground">
            The definition is the same; something else did change, such as whether it is paused.
          </p>
        ) : (
          <section className="flex flex-col gap-1.5">
            <h3 className="font-medium">What they changed</h3>
            <ChangesList label="Their changes" changes={changes} />
          </section>
        )}
        {conflicts.length > 0 && (
          <section className="flex flex-col gap-1.5">
            <h3 className="font-medium">Which both of you changed</h3>
            {conflicts.map((conflict) => (
              <ConflictChoice
                key={conflict.path}
                conflict={conflict}
                side={choices.get(conflict.path) ?? "mine"}
                onChoose={(side) => setChoices(new Map(choices).set(conflict.path, side))}
              />
            ))}
          </section>
        )}
        <DialogFooter>
          <Button variant="ghost" onClick={() => onResolve(theirs.definition)}>
            Discard mine
          </Button>
          <Button onClick={() => onResolve(mine)}>Overwrite theirs</Button>
          <Button variant="primary" onClick={() => onResolve(result(choices))}>
            Merge both
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function ConflictChoice({
  conflict: { path, label, mine, theirs },
  side,
  onChoose,
}: {
  conflict: MergeConflict;
  side: Side;
  onChoose: (side: Side) => void;
}) {
  const option = (value: Side, name: string, text: string) => (
    <label className="flex cursor-pointer items-start gap-2 rounded-md border p-2 has-checked:border-primary has-checked:bg-selected">
      <input
        type="radio"
        name={`conflict-${path}`}
        checked={side === value}
        onChange={() => onChoose(value)}
        className="mt-0.5 accent-primary"
      />
      <span className="min-w-0">
        <span className="block font-medium text-xs">{name}</span>
        <span className="wrap-anywhere whitespace-pre-wrap font-mono text-xs">{text || "nothing"}</span>
      </span>
    </label>
  );
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-muted-foreground text-xs">{label}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {option("mine", "Yours", mine)}
        {option("theirs", "Theirs", theirs)}
      </div>
    </fieldset>
  );
}
