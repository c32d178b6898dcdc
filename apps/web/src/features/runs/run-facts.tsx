import { latenessOf, type Run } from "@repo/core";
import Link from "next/link";
import { CopyButton } from "@/components/copy-button.tsx";
import { Description, DescriptionList } from "@/components/description-list.tsx";
import { Timestamp } from "@/components/timestamp.tsx";
import { formatDuration } from "@/lib/format-time.ts";
import { RUN_KINDS } from "@/lib/run-kinds.ts";

/** When everything happened, who did it, and how late it was. */
export function RunFacts({ run, zone }: { run: Run; zone: string | undefined }) {
  const { dueAt, fireAt, queuedAt, startedAt, finishedAt, availableAt } = run;
  const late = latenessOf(run);
  const inZone = zone === undefined ? {} : { zone };
  return (
    <DescriptionList isNarrow>
      <Description name="Schedule">
        <Link href={`/schedules/${run.scheduleId}`} className="font-medium hover:underline">
          {run.scheduleName}
        </Link>
      </Description>
      <Description name="Started by">{RUN_KINDS[run.kind]}</Description>
      <Description name="Due">
        <Timestamp at={dueAt} {...inZone} className="whitespace-normal" />
      </Description>
      {fireAt.getTime() !== dueAt.getTime() && (
        <Description name="Fires">
          {formatDuration(fireAt.getTime() - dueAt.getTime())} later, by jitter
        </Description>
      )}
      {queuedAt !== undefined && (
        <Description name="Queued">
          <Timestamp at={queuedAt} {...inZone} className="whitespace-normal" />
          {queuedAt < fireAt && (
            <span className="block text-muted-foreground text-xs">
              {formatDuration(fireAt.getTime() - queuedAt.getTime())} ahead
            </span>
          )}
        </Description>
      )}
      {startedAt !== undefined && (
        <Description name="Started">
          <Timestamp at={startedAt} {...inZone} className="whitespace-normal" />
        </Description>
      )}
      {finishedAt !== undefined && (
        <Description name="Finished">
          <Timestamp at={finishedAt} {...inZone} className="whitespace-normal" />
        </Description>
      )}
      {finishedAt === undefined && availableAt !== undefined && run.attempt > 0 && (
        <Description name="Next attempt">
          <Timestamp at={availableAt} {...inZone} className="whitespace-normal" />
        </Description>
      )}
      {late !== undefined && (
        <Description name="Lateness">
          {formatDuration(late.lateness)}
          <span className="block text-muted-foreground text-xs">
            {formatDuration(late.dispatchLag)} until queued, {formatDuration(late.queueWait)} for a worker
          </span>
        </Description>
      )}
      <Description name="Attempts">{run.attempt}</Description>
      {run.workerId !== undefined && (
        <Description name="Worker">
          <span className="font-mono text-xs">{run.workerId}</span>
        </Description>
      )}
      <Description name="Run id">
        <span className="flex items-start gap-1">
          <span className="wrap-anywhere pt-0.5 font-mono text-xs">{run.id}</span>
          <span className="-my-1">
            <CopyButton text={run.id} what="run id" />
          </span>
        </span>
      </Description>
    </DescriptionList>
  );
}
