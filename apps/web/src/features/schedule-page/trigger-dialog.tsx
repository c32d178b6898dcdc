"use client";

import type { Payload } from "@repo/core";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";
import { Field } from "@/components/field.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { parseJson } from "@/features/schedule-editor/payload/parse-json.ts";
import { triggerSchedule } from "@/features/schedules/trigger-schedule.ts";
import type { ActionResult } from "@/server/act.ts";

const JsonEditor = dynamic(
  () => import("@/features/schedule-editor/payload/json-editor.tsx").then((module) => module.JsonEditor),
  { ssr: false, loading: () => <Skeleton className="h-38 w-full" /> },
);

/** Asks for the payload, starts a run now, and goes to it. */
export function TriggerDialog({
  schedule,
  open,
  onOpenChange,
}: {
  schedule: { id: string; name: string; payload: Payload | undefined };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const own = schedule.payload === undefined ? "" : JSON.stringify(schedule.payload, undefined, 2);
  const [text, setText] = useState(own);
  const { value, problem } = parseJson(text.trim() === "" ? "null" : text);
  const isObject = typeof value === "object" && !Array.isArray(value);
  const trigger = async () => {
    if (problem !== undefined || !isObject) return refusal("payload must be a JSON object, such as {}");
    const isChanged = text.trim() !== "" && text !== own;
    return triggerSchedule(schedule.id, isChanged ? (value as Payload) : undefined);
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Run ${schedule.name} now?`}
      description="Beside the runs that are due. It obeys the overlap policy, and works while the schedule is paused."
      confirmLabel="Run now"
      onConfirm={trigger}
      doneMessage={`A run of ${schedule.name} has been started`}
      onDone={({ id }) => router.push(`/runs/${id}`)}
    >
      <Field
        id="trigger-payload"
        label="Payload"
        hint="For this run only. Empty: the schedule’s own."
        error={
          problem === undefined
            ? undefined
            : `Line ${problem.line}, column ${problem.column}: ${problem.message}`
        }
      >
        {({ id }) => (
          <div className="min-h-38 overflow-hidden rounded-md border border-input focus-within:border-ring">
            <JsonEditor
              value={text}
              onChange={setText}
              onBlur={() => {}}
              attributes={{ id, "aria-label": "Payload as JSON" }}
            />
          </div>
        )}
      </Field>
    </ConfirmDialog>
  );
}

function refusal(formError: string): ActionResult<never> {
  return { ok: false, errors: { code: "INVALID_ARGUMENT", fieldErrors: [], formError } };
}
