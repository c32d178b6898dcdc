import { isEnded, type Run, type Schedule } from "@repo/core";
import { LayersIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CatchUp } from "@/components/live/catch-up.tsx";
import { LiveRefresh } from "@/components/live/live-refresh.tsx";
import { PageHeader } from "@/components/page-header.tsx";
import { RunStateBadge } from "@/components/state-badge.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { RefusalNote } from "@/features/schedules/refusal-note.tsx";
import { AttemptList } from "./attempt-list.tsx";
import type { Cancellation } from "./get-cancellation.ts";
import { OutputSoFar } from "./output-so-far.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunNeighbours } from "./run-neighbours.tsx";
import { RunProgress } from "./run-progress.tsx";
import { RunTimeline } from "./run-timeline.tsx";
import { TextViewer } from "./text-viewer.tsx";

const REFRESH_EVERY_MS = 500;

/** Everything that is known of one run. */
export function RunPage({
  run,
  schedule,
  explanation,
  cancellation,
  usualDuration,
  previous,
  next,
  refusal,
}: {
  run: Run;
  /** Absent when it is no more. */
  schedule: Schedule | undefined;
  /** What became of it and why, in a sentence or two. */
  explanation: string;
  /** Who cancelled it, as far as the user may know. */
  cancellation: Cancellation | undefined;
  /** How long those before it took; undefined when it is not running, or nobody knows. */
  usualDuration: number | undefined;
  previous: Run | undefined;
  next: Run | undefined;
  /** Why the user may neither cancel it nor run it again; undefined: may. */
  refusal: string | undefined;
}) {
  const { id, scheduleId, scheduleName, dueAt, state, reason, kind, payload } = run;
  const spec = schedule?.definition.spec;
  const zone = spec?.type === "cron" ? spec.timeZone : undefined;
  const mayRunAgain = schedule !== undefined && schedule.state !== "DELETED";
  return (
    <>
      <LiveRefresh scheduleIds={[scheduleId]} everyMs={REFRESH_EVERY_MS} />
      <CatchUp isUnfinished={!isEnded(state)} />
      <p className="pb-1 text-muted-foreground">
        <Link href={`/schedules/${scheduleId}`} className="rounded-sm hover:text-foreground hover:underline">
          {scheduleName}
        </Link>
        {" / run"}
      </p>
      <PageHeader
        title={<Timestamp at={dueAt} className="whitespace-normal" {...(zone !== undefined && { zone })} />}
        actions={
          <>
            <RunNeighbours previous={previous} next={next} />
            {refusal === undefined && (
              <RunActions
                run={{ id, scheduleId, scheduleName, payload }}
                mayRunAgain={mayRunAgain}
                mayCancel={!isEnded(state)}
              />
            )}
          </>
        }
      >
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <RunStateBadge state={state} reason={reason} />
          {kind === "TRIGGERED" && <Badge tone="outline">by hand</Badge>}
          <RelativeTime at={dueAt} className="text-muted-foreground" />
        </div>
        <p className="wrap-anywhere mt-2 max-w-prose">{explanation}</p>
        {run.startedAt !== undefined && usualDuration !== undefined && (
          <RunProgress startedAt={run.startedAt} usualDuration={usualDuration} />
        )}
        {cancellation !== undefined && (
          <p className="wrap-anywhere mt-1 max-w-prose text-muted-foreground">
            {`Cancelled by ${cancellation.actor}${cancellation.note === "" ? "." : `: ${cancellation.note}`}`}
          </p>
        )}
        {run.message !== "" && run.message !== cancellation?.note && !explanation.includes(run.message) && (
          <p className="wrap-anywhere mt-1 max-w-prose text-muted-foreground">{run.message}</p>
        )}
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
      </PageHeader>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Section title="Timeline" description="To scale, from its due time on.">
            <CardContent>
              <RunTimeline run={timelineRunOf(run)} />
            </CardContent>
          </Section>
          <Section title="Output" description="What its target said, attempt by attempt.">
            <RunOutput run={run} />
          </Section>
          <Section title="Input" description={inputSource(run)}>
            <CardContent>
              <InputPayload run={run} schedule={schedule} />
            </CardContent>
          </Section>
        </div>
        <Section title="Details">
          <CardContent>
            <RunFacts run={run} zone={zone} />
          </CardContent>
        </Section>
      </div>
    </>
  );
}

function Section({
  title,
  description,
  children,
}: {
  title: string;
  description?: string;
  children: ReactNode;
}) {
  return (
    <Card aria-label={title} className="min-w-0 overflow-hidden">
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        {description !== undefined && <CardDescription>{description}</CardDescription>}
      </CardHeader>
      {children}
    </Card>
  );
}

function RunOutput({ run }: { run: Run }) {
  const { id, state, attempt, attempts, partialOutput } = run;
  if (state !== "RUNNING" && attempts.length === 0) {
    return (
      <CardContent className="flex items-center gap-2 text-muted-foreground">
        <LayersIcon className="size-4" aria-hidden />
        {isEnded(state)
          ? "It was never attempted."
          : "What its target says is shown here once it has started."}
      </CardContent>
    );
  }
  return (
    <div className="flex flex-col divide-y">
      {state === "RUNNING" && (
        <OutputSoFar key={attempt} runId={id} attempt={attempt} partialOutput={partialOutput} />
      )}
      {attempts.length > 0 && <AttemptList run={run} />}
    </div>
  );
}

function inputSource({ payload }: Run): string {
  return payload === undefined ? "The schedule’s payload, as it is today." : "Given when it was started.";
}

function InputPayload({ run, schedule }: { run: Run; schedule: Schedule | undefined }) {
  const payload = run.payload ?? schedule?.definition.payload;
  if (payload === undefined) return <p className="text-muted-foreground">It had no payload.</p>;
  return (
    <TextViewer
      title="Payload"
      text={JSON.stringify(payload, undefined, 2)}
      fileName={`${run.id}-payload.json`}
    />
  );
}

/** Only what the timeline needs travels to the browser. */
function timelineRunOf(run: Run) {
  const { dueAt, fireAt, queuedAt, startedAt, finishedAt, availableAt, state, attempt } = run;
  return {
    dueAt,
    fireAt,
    queuedAt,
    startedAt,
    finishedAt,
    availableAt,
    state,
    attempt,
    isEnded: isEnded(state),
    attempts: run.attempts.map((tried) => ({
      attempt: tried.attempt,
      startedAt: tried.startedAt,
      finishedAt: tried.finishedAt,
      outcome: tried.outcome,
      message: tried.message,
    })),
  };
}
