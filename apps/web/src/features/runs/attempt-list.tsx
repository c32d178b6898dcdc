import type { Attempt, AttemptOutcome, Run } from "@repo/core";
import {
  BanIcon,
  CheckIcon,
  ChevronRightIcon,
  ClockAlertIcon,
  type LucideIcon,
  UnplugIcon,
  XIcon,
} from "lucide-react";
import { Timestamp } from "@/components/timestamp.tsx";
import { Badge, type BadgeTone } from "@/components/ui/badge.tsx";
import { formatDuration } from "@/lib/format-time.ts";
import { readOutput } from "./attempt-output.ts";
import { OutputFacts } from "./output-facts.tsx";
import { TextViewer } from "./text-viewer.tsx";

const OUTCOMES = {
  SUCCEEDED: { label: "Succeeded", tone: "success", icon: CheckIcon },
  FAILED: { label: "Failed", tone: "danger", icon: XIcon },
  TIMED_OUT: { label: "Timed out", tone: "danger", icon: ClockAlertIcon },
  CANCELLED: { label: "Cancelled", tone: "quiet", icon: BanIcon },
  WORKER_LOST: { label: "Worker lost", tone: "danger", icon: UnplugIcon },
} satisfies Record<AttemptOutcome, { label: string; tone: BadgeTone; icon: LucideIcon }>;

/** Every try that has ended with what came out of it, the last one first; open, unless another one is running. */
export function AttemptList({ run }: { run: Run }) {
  const isRunning = run.state === "RUNNING";
  return (
    <ol aria-label="Attempts" className="flex flex-col divide-y">
      {run.attempts.toReversed().map((attempt, index) => (
        <li key={attempt.attempt}>
          <AttemptDetails runId={run.id} attempt={attempt} isOpen={index === 0 && !isRunning} />
        </li>
      ))}
    </ol>
  );
}

function AttemptDetails({ runId, attempt, isOpen }: { runId: string; attempt: Attempt; isOpen: boolean }) {
  const { outcome, startedAt, workerId, message, duration, output } = attempt;
  const { label, tone, icon: Icon } = OUTCOMES[outcome];
  const { texts, facts } = readOutput(output);
  return (
    <details open={isOpen} className="group">
      <summary className="flex min-h-10 cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 -outline-offset-2 hover:bg-hover">
        <ChevronRightIcon
          aria-hidden
          className="size-4 text-muted-foreground transition-transform group-open:rotate-90"
        />
        <span className="font-medium">Attempt {attempt.attempt}</span>
        <Badge tone={tone}>
          <Icon aria-hidden />
          {label}
        </Badge>
        <span className="text-muted-foreground">{formatDuration(duration)} in the target</span>
        <span className="ml-auto text-muted-foreground text-xs">
          <Timestamp at={startedAt} />
        </span>
      </summary>
      <div className="flex flex-col gap-3 px-4 pt-1 pb-4">
        {message !== "" && <p className="wrap-anywhere">{message}</p>}
        <OutputFacts facts={[{ name: "Worker", value: workerId }, ...facts]} />
        {texts.map(({ title, text, isTruncated }) => (
          <TextViewer
            key={title}
            title={isTruncated ? `${title} (a part of it)` : title}
            text={text}
            fileName={`${runId}-attempt-${attempt.attempt}-${title.toLowerCase()}.txt`}
          />
        ))}
      </div>
    </details>
  );
}
