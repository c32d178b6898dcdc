"use client";

import type { BackfillResult } from "@repo/core";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { Field } from "@/components/field.tsx";
import { Timestamp } from "@/components/timestamp.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useNow } from "@/components/viewer-clock.tsx";
import { countOf } from "@/lib/format-count.ts";
import { readLocalTime, writeLocalTime } from "@/lib/local-time.ts";
import type { ActionResult } from "@/server/act.ts";
import { backfillSchedule } from "./backfill-schedule.ts";
import { useBackfillCount } from "./use-backfill-count.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Asks for a range of the past, says how many due times of it would run, and makes them run. */
export function BackfillDialog({
  schedule: { id, name, zone },
  open,
  onOpenChange,
}: {
  schedule: { id: string; name: string; zone: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const now = useNow();
  const [texts, setTexts] = useState(() => {
    const until = Math.floor(now.getTime() / MINUTE) * MINUTE;
    return {
      from: writeLocalTime(new Date(until - DAY), zone),
      until: writeLocalTime(new Date(until), zone),
    };
  });
  const [from, until] = [readLocalTime(texts.from, zone), readLocalTime(texts.until, zone)];
  const range = from === undefined || until === undefined ? undefined : { from, until };
  const count = useBackfillCount(id, range);
  const backfill = async (): Promise<ActionResult<BackfillResult>> => {
    if (range === undefined) return refusal("Say from when until when.");
    return backfillSchedule(id, range, false);
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Backfill ${name}`}
      description="Past due times that did not run are run now, the earliest first. What has run is left alone."
      confirmLabel={count?.ok ? `Run ${countOf(count.value.runCount, "due time")}` : "Run them"}
      onConfirm={backfill}
      doneMessage={({ runCount }) => `${countOf(runCount, "due time")} of ${name} will run`}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        {(["from", "until"] as const).map((bound) => (
          <Field
            key={bound}
            id={`backfill-${bound}`}
            label={bound === "from" ? "From" : "Until"}
            hint={zone}
            error={errorOf(count, bound)}
          >
            {(field) => (
              <Input
                {...field}
                type="datetime-local"
                step={1}
                value={texts[bound]}
                onChange={(event) => setTexts({ ...texts, [bound]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div aria-live="polite" className="min-h-9">
        {range !== undefined && <CountPreview count={count} />}
      </div>
    </ConfirmDialog>
  );
}

function CountPreview({ count }: { count: ActionResult<BackfillResult> | undefined }) {
  if (count === undefined) return <p className="text-muted-foreground">Counting …</p>;
  if (!count.ok) {
    return count.errors.formError === undefined ? null : <Alert>{count.errors.formError}</Alert>;
  }
  const { runCount, keptCount, nextFrom } = count.value;
  return (
    <Alert tone={runCount === 0 ? "warning" : "active"}>
      {runCount === 0 ? "Nothing to run" : `${countOf(runCount, "due time")} would run`}
      {keptCount > 0 && `; ${countOf(keptCount, "due time")} ran already, or will`}.
      {nextFrom !== undefined && (
        <>
          {" "}
          It is too much for once: those from <Timestamp at={nextFrom} short /> on are for the next time.
        </>
      )}
    </Alert>
  );
}

function errorOf(count: ActionResult<BackfillResult> | undefined, bound: string): string | undefined {
  if (count === undefined || count.ok) return undefined;
  return count.errors.fieldErrors.find(({ path }) => path === bound)?.message;
}

function refusal(formError: string): ActionResult<never> {
  return { ok: false, errors: { code: "INVALID_ARGUMENT", fieldErrors: [], formError } };
}
