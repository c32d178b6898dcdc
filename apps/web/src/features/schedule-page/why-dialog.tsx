"use client";

import type { DueTimeExplanation, DueTimeVerdict } from "@repo/core";
import Link from "next/link";
import { type FormEvent, useState, useTransition } from "react";
import { Field } from "@/components/field.tsx";
import { Timestamp } from "@/components/timestamp.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Badge, type BadgeTone } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useNow } from "@/components/viewer-clock.tsx";
import { readLocalTime, writeLocalTime } from "@/lib/local-time.ts";
import { explainDueTime } from "./explain-due-time.ts";

const VERDICTS = {
  RAN: { label: "It ran", tone: "success" },
  RAN_WITHOUT_SUCCESS: { label: "It ran without success", tone: "danger" },
  IN_PROGRESS: { label: "It is under way", tone: "active" },
  SKIPPED: { label: "It did not run", tone: "warning" },
  NOT_PLANNED_YET: { label: "Not planned yet", tone: "quiet" },
  NOT_DUE: { label: "Nothing was due", tone: "quiet" },
  FORGOTTEN: { label: "Too long ago", tone: "quiet" },
} satisfies Record<DueTimeVerdict, { label: string; tone: BadgeTone }>;

/** Answers why a schedule ran, ran late, or did not run at an instant. */
export function WhyDialog({
  schedule: { id, name, zone },
  open,
  onOpenChange,
}: {
  schedule: { id: string; name: string; zone: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const now = useNow();
  const [text, setText] = useState(() =>
    writeLocalTime(new Date(Math.floor(now.getTime() / 60_000) * 60_000), zone),
  );
  const [answer, setAnswer] = useState<DueTimeExplanation>();
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const ask = (instant: Date | undefined) =>
    startTransition(async () => {
      setError(undefined);
      if (instant === undefined) return setError("Say a day and a time.");
      const result = await explainDueTime(id, instant);
      if (result.ok) return setAnswer(result.value);
      setError(result.errors.formError ?? result.errors.fieldErrors[0]?.message ?? "There is no answer.");
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(readLocalTime(text, zone));
  };
  const askAbout = (instant: Date) => {
    setText(writeLocalTime(instant, zone));
    ask(instant);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Why did it run, or not?</DialogTitle>
          <DialogDescription>Ask about any instant of {name}, in the past or to come.</DialogDescription>
        </DialogHeader>
        <form onSubmit={submit} className="flex items-end gap-2">
          <Field id="why-at" label={`Due at, ${zone}`} error={error} className="flex-1">
            {(field) => (
              <Input
                {...field}
                type="datetime-local"
                step={1}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" disabled={isPending}>
            Explain
          </Button>
        </form>
        <div aria-live="polite">
          {answer !== undefined && <Answer answer={answer} zone={zone} onAsk={askAbout} />}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function Answer({
  answer: { verdict, explanation, run, previousDueAt, nextDueAt },
  zone,
  onAsk,
}: {
  answer: DueTimeExplanation;
  zone: string;
  onAsk: (instant: Date) => void;
}) {
  const { label, tone } = VERDICTS[verdict];
  return (
    <div className="flex flex-col items-start gap-3">
      <Badge tone={tone}>{label}</Badge>
      <p className="wrap-anywhere">{explanation}</p>
      {run !== undefined && (
        <Button asChild size="sm">
          <Link href={`/runs/${run.id}`}>Show the run</Link>
        </Button>
      )}
      {verdict === "NOT_DUE" && (
        <Alert tone="active" className="w-full">
          Due times around it, by the present definition:
          <span className="mt-1 flex flex-col items-start gap-1">
            {[previousDueAt, nextDueAt].map(
              (instant) =>
                instant !== undefined && (
                  <Button key={instant.getTime()} variant="link" size="sm" onClick={() => onAsk(instant)}>
                    <Timestamp at={instant} zone={zone} />
                  </Button>
                ),
            )}
          </span>
        </Alert>
      )}
    </div>
  );
}
