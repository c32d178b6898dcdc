"use client";

import type { PartialOutput } from "@repo/core";
import { RunStateBadge } from "@/components/state-badge.tsx";
import { formatDuration } from "@/lib/format-time.ts";
import { OutputFacts } from "./output-facts.tsx";
import { TextViewer } from "./text-viewer.tsx";
import { usePartialOutput } from "./use-partial-output.ts";
import { useSecondsSince } from "./use-seconds-since.ts";

/** What the running attempt has said so far, as it says it. Takes the same room whatever comes. */
export function OutputSoFar({
  runId,
  attempt,
  partialOutput,
}: {
  runId: string;
  attempt: number;
  /** As far as it was known when the page was rendered. */
  partialOutput: PartialOutput | undefined;
}) {
  const shown = usePartialOutput({ runId, attempt }, partialOutput);
  return (
    <section aria-label="Output so far" className="flex min-h-100 flex-col gap-3 px-4 pb-4">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 pt-2">
        <span className="font-medium">Attempt {attempt}</span>
        <RunStateBadge state="RUNNING" />
        <span className="text-muted-foreground">Output so far</span>
        {shown !== undefined && (
          <span className="ml-auto text-muted-foreground text-xs tabular-nums">
            <LastChange at={shown.saidAt} />
          </span>
        )}
      </div>
      {/* said once, not with every line */}
      <span role="status" className="sr-only">
        {shown === undefined ? "Nothing said so far" : "Its output so far is shown"}
      </span>
      {shown !== undefined && shown.facts.length > 0 && <OutputFacts facts={shown.facts} />}
      {shown?.texts.map(({ title, text, isTruncated }) => (
        <TextViewer
          key={title}
          title={isTruncated ? `${title} (a part of it)` : title}
          text={text}
          fileName={`${runId}-attempt-${attempt}-${title.toLowerCase()}-so-far.txt`}
          isGrowing
        />
      ))}
      {(shown === undefined || shown.texts.length === 0) && <NothingYet />}
    </section>
  );
}

function NothingYet() {
  return (
    <p className="flex grow items-center justify-center rounded-lg border border-dashed p-4 text-center text-muted-foreground">
      What its target says appears here as it says it.
    </p>
  );
}

function LastChange({ at }: { at: Date }) {
  const seconds = useSecondsSince(at);
  return seconds === 0 ? "changed just now" : `last change ${formatDuration(seconds * 1_000)} ago`;
}
