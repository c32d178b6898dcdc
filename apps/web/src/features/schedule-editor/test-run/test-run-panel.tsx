"use client";

import type { Run, RunState, ScheduleDefinition } from "@repo/core";
import { FlaskConicalIcon } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useRunEvents } from "@/components/live/live-provider.tsx";
import { RunStateBadge } from "@/components/state-badge.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "@/components/ui/sheet.tsx";
import { formatDuration } from "@/lib/format-time.ts";
import type { ActionResult } from "@/server/act.ts";
import { endTestRun, readTestRun, startTestRun, type TestRun } from "./start-test-run.ts";

const READ_EVERY_MS = 1_500;
const ENDED: ReadonlySet<RunState> = new Set(["SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT", "SKIPPED"]);

type Errors = Extract<ActionResult, { ok: false }>["errors"];

/** Runs what is typed once, now, and shows how it goes. */
export function TestRunButton({
  check,
  onErrors,
}: {
  /** What is typed, if it is a definition. */
  check: () => Promise<ScheduleDefinition | undefined>;
  onErrors: (errors: Errors) => void;
}) {
  const [testRun, setTestRun] = useState<TestRun>();
  const [isStarting, setIsStarting] = useState(false);
  const start = async () => {
    setIsStarting(true);
    const definition = await check();
    const result = definition && (await startTestRun(definition));
    setIsStarting(false);
    if (result?.ok) setTestRun(result.value);
    else if (result !== undefined) onErrors(result.errors);
  };
  return (
    <>
      <Button onClick={() => void start()} disabled={isStarting}>
        <FlaskConicalIcon aria-hidden /> {isStarting ? "Starting …" : "Test run"}
      </Button>
      {testRun !== undefined && <TestRunPanel testRun={testRun} onClose={() => setTestRun(undefined)} />}
    </>
  );
}

function TestRunPanel({ testRun, onClose }: { testRun: TestRun; onClose: () => void }) {
  const { run, problem } = useTestRun(testRun);
  const hasEnded = run !== undefined && ENDED.has(run.state);
  return (
    <Sheet open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent className="max-w-xl gap-4 p-5">
        <div>
          <SheetTitle className="font-semibold text-lg">Test run</SheetTitle>
          <SheetDescription className="text-muted-foreground">
            The target and payload as typed, once, tried once. It is a schedule of its own that is deleted
            when the run has ended or this is closed.
          </SheetDescription>
        </div>
        {problem !== undefined && <Alert>{problem}</Alert>}
        <div className="flex items-center gap-2" aria-live="polite" data-testid="test-run-state">
          <RunStateBadge state={run?.state ?? "PLANNED"} reason={run?.reason} />
          {!hasEnded && <span className="text-muted-foreground">It is due in a moment.</span>}
        </div>
        {run !== undefined && <TestRunResult run={run} />}
        <div className="mt-auto flex justify-end">
          <Button onClick={onClose}>{hasEnded ? "Close" : "Cancel and close"}</Button>
        </div>
      </SheetContent>
    </Sheet>
  );
}

function TestRunResult({ run }: { run: Run }) {
  const attempt = run.attempts.at(-1);
  const message = attempt?.message || run.message;
  const output = attempt?.output ?? run.partialOutput?.output;
  return (
    <>
      {message !== "" && <p className="wrap-anywhere">{message}</p>}
      {attempt !== undefined && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-muted-foreground">Took</dt>
          <dd>{formatDuration(attempt.duration)}</dd>
          <dt className="text-muted-foreground">Worker</dt>
          <dd className="break-all font-mono text-xs">{attempt.workerId}</dd>
        </dl>
      )}
      {output !== undefined && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          tabIndex={0}
          className="max-h-96 overflow-auto whitespace-pre-wrap rounded-lg border bg-surface-sunken p-3 font-mono text-xs"
        >
          {JSON.stringify(output, undefined, 2)}
        </pre>
      )}
    </>
  );
}

/** Follows a test run, and removes its schedule when it has ended or nobody follows any more. */
function useTestRun(testRun: TestRun): { run: Run | undefined; problem: string | undefined } {
  const [run, setRun] = useState<Run>();
  const [problem, setProblem] = useState<string>();
  const isReading = useRef(false);
  const hasEnded = run !== undefined && ENDED.has(run.state);

  const readAgain = useEffectEvent(async () => {
    if (isReading.current || hasEnded) return;
    isReading.current = true;
    const result = await readTestRun(testRun.runId).catch(() => undefined);
    isReading.current = false;
    if (result?.ok) setRun(result.value);
    setProblem(result?.ok === false ? result.errors.formError : undefined);
  });
  useRunEvents({ scheduleIds: [testRun.scheduleId] }, () => void readAgain());
  useEffect(() => {
    void readAgain();
    const timer = setInterval(() => void readAgain(), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  const isRemoved = useRef(false);
  const remove = useEffectEvent(() => {
    if (isRemoved.current) return;
    isRemoved.current = true;
    void endTestRun(testRun);
  });
  useEffect(() => {
    if (hasEnded) remove();
  }, [hasEnded]);
  useEffect(() => () => remove(), []);
  return { run, problem };
}
