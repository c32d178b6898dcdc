"use client";

import { InfoIcon } from "lucide-react";
import { useWatch } from "react-hook-form";
import { RelativeTime } from "@/components/timestamp.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useViewerZone } from "@/components/viewer-clock.tsx";
import { cn } from "@/lib/class-names.ts";
import { parseDurationText } from "@/lib/duration-text.ts";
import { formatDuration, formatInstant } from "@/lib/format-time.ts";
import { DEFAULT_TEXTS, type ScheduleDraft } from "../draft/schedule-draft.ts";
import { frequencyOf } from "./frequency.ts";
import type { TimingPreview } from "./preview-due-times.ts";
import { useTimingPreview } from "./use-timing-preview.ts";

const OFTEN_MS = 10_000;
const SHOWN = 10;

/** What the timing means: in words, and as the next due times on the schedule's clocks and the viewer's. */
export function DueTimesCard({ scheduleId }: { scheduleId: string }) {
  const state = useTimingPreview(scheduleId);
  return (
    <Card aria-labelledby="due-times-title">
      <CardHeader>
        <CardTitle id="due-times-title">Next due times</CardTitle>
      </CardHeader>
      <CardContent className="flex min-h-96 flex-col gap-3" aria-live="polite">
        {state.kind === "LOADING" && <PreviewSkeleton />}
        {state.kind === "REFUSED" && (
          <Alert tone="warning">
            {state.messages.map((message) => (
              <p key={message}>{message}.</p>
            ))}
          </Alert>
        )}
        {state.kind === "READY" && (
          <div className={cn("flex flex-col gap-3 transition-opacity", state.isStale && "opacity-60")}>
            <p className="font-medium" data-testid="explanation">
              {state.preview.explanation}
            </p>
            <Warnings preview={state.preview} />
            <DueTimes preview={state.preview} />
          </div>
        )}
      </CardContent>
    </Card>
  );
}

function Warnings({ preview: { dueTimes } }: { preview: TimingPreview }) {
  const [overlapPolicy, timeoutText] = useWatch<ScheduleDraft, ["overlapPolicy", "attemptTimeout"]>({
    name: ["overlapPolicy", "attemptTimeout"],
  });
  const { shortest, perDay } = frequencyOf(dueTimes);
  if (dueTimes.length === 0) return <Alert tone="warning">Never due from now on.</Alert>;
  if (shortest === undefined) return null;
  const timeout = parseDurationText(timeoutText || DEFAULT_TEXTS.attemptTimeout) ?? 0;
  if (shortest < OFTEN_MS) {
    return (
      <Alert tone="warning">
        Every {formatDuration(shortest)}
        {perDay !== undefined && `, about ${perDay.toLocaleString("en-US")} runs a day`}. Is that meant?
      </Alert>
    );
  }
  if (shortest < timeout && overlapPolicy === "ALLOW") {
    return (
      <Alert tone="active">
        A run may take {formatDuration(timeout)}, but the next one can be due after {formatDuration(shortest)}
        : they then run side by side. See “While the previous run is active”.
      </Alert>
    );
  }
  return null;
}

function DueTimes({ preview: { dueTimes } }: { preview: TimingPreview }) {
  const viewerZone = useViewerZone();
  const [type, specZone] = useWatch<ScheduleDraft, ["spec.type", "spec.timeZone"]>({
    name: ["spec.type", "spec.timeZone"],
  });
  const zone = type === "cron" ? specZone : "UTC";
  return (
    <ol className="-mx-2 flex flex-col">
      {dueTimes.map(({ dueAt, fireAt, localTime, note }) => (
        <li key={dueAt.getTime()} className="border-t px-2 py-1.5 first:border-t-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <time dateTime={dueAt.toISOString()}>{describeLocalTime(localTime)}</time>
            <RelativeTime at={dueAt} className="text-muted-foreground text-xs" />
          </div>
          {zone !== viewerZone && (
            <p className="text-muted-foreground text-xs">{formatInstant(dueAt, viewerZone)} for you</p>
          )}
          {fireAt > dueAt && (
            <p className="text-muted-foreground text-xs">
              fires {formatDuration(fireAt.getTime() - dueAt.getTime())} later by its jitter
            </p>
          )}
          {note !== undefined && (
            <Badge tone="warning" className="mt-0.5 h-auto whitespace-normal py-0.5">
              <InfoIcon aria-hidden /> {note}
            </Badge>
          )}
        </li>
      ))}
      {dueTimes.length > 0 && dueTimes.length < SHOWN && (
        <li className="border-t px-2 pt-1.5 text-muted-foreground text-xs">Nothing more after that.</li>
      )}
      <li className="border-t px-2 pt-2 text-muted-foreground text-xs" aria-label="Time zones">
        {zone}
        {zone !== viewerZone && <>, yours is {viewerZone}</>}
      </li>
    </ol>
  );
}

/** Local time with offset, as the server says it, read on the clocks it is from. */
function describeLocalTime(localTime: string): string {
  const [local = "", offset = ""] = /^(.{19})(.*)$/.exec(localTime)?.slice(1) ?? [];
  return `${formatInstant(new Date(`${local}Z`), "UTC")} ${offset === "Z" || offset === "+00:00" ? "UTC" : offset}`;
}

function PreviewSkeleton() {
  return (
    <div className="flex flex-col gap-3" aria-hidden>
      <Skeleton className="h-5 w-3/4" />
      {Array.from({ length: SHOWN }, (_, index) => (
        <Skeleton key={index} className="h-6 w-full" />
      ))}
    </div>
  );
}
