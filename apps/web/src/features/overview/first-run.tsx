import type { LiveProcess, Overview } from "@repo/core";
import { CircleCheckIcon, CircleDashedIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/copy-button.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { countOf } from "@/lib/format-count.ts";
import { TemplateLinks } from "./template-links.tsx";
import { WordsCard } from "./words-card.tsx";

const CALL = `grpcurl -plaintext -H "authorization: Bearer $TOKEN" -d '{
  "definition": {
    "name": "hello",
    "cron": { "expression": "*/5 * * * *", "time_zone": "UTC" },
    "http": { "url": "https://example.com/hello" }
  }
}' localhost:50051 scheduler.v1.ScheduleService/CreateSchedule`;

/** What to do first, where there is no schedule yet. */
export function FirstRun({ overview: { processes }, mayEdit }: { overview: Overview; mayEdit: boolean }) {
  return (
    <div className="grid grid-cols-1 items-start gap-3 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Steps processes={processes} mayEdit={mayEdit} />
      <div className="grid gap-3">
        {mayEdit && <TemplateLinks />}
        <WordsCard />
      </div>
    </div>
  );
}

function Steps({ processes, mayEdit }: { processes: readonly LiveProcess[]; mayEdit: boolean }) {
  const replicas = processes.filter(({ service }) => service === "schedule-microservice").length;
  const workers = processes.filter(({ service }) => service === "worker").length;
  return (
    <Card>
      <CardHeader>
        <CardTitle>First steps</CardTitle>
      </CardHeader>
      <CardContent>
        <ol className="space-y-5">
          <Step isDone={replicas > 0} title="The scheduler answers">
            {countOf(replicas, "replica")} of schedule-microservice {replicas === 1 ? "is" : "are"} alive.
          </Step>
          <Step isDone={workers > 0} title="A worker is there to run things">
            {workers === 0
              ? "None is alive: runs will wait. Start services/worker, with the same Redis and Postgres."
              : `${countOf(workers, "worker")} ${workers === 1 ? "is" : "are"} alive.`}
          </Step>
          <Step isDone={false} title="Create a schedule">
            {mayEdit ? (
              <>
                <p>It says when something is due and what is to be done then.</p>
                <div className="mt-2 flex flex-wrap gap-2">
                  <Button variant="primary" asChild>
                    <Link href="/schedules/new?template=first">Create a schedule</Link>
                  </Button>
                </div>
                <p className="mt-4 mb-1">
                  Or by the API, with{" "}
                  <Link href="/account/tokens" prefetch={false} className="text-foreground underline">
                    a token of yours
                  </Link>{" "}
                  in TOKEN:
                </p>
                <div className="relative rounded-md border bg-surface-sunken">
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
                  <section aria-label="Call of the API" tabIndex={0} className="overflow-x-auto p-3 pr-10">
                    <pre className="font-mono text-foreground text-xs">{CALL}</pre>
                  </section>
                  <div className="absolute top-1.5 right-1.5 rounded-md bg-surface-sunken">
                    <CopyButton text={CALL} what="call" />
                  </div>
                </div>
              </>
            ) : (
              "You may look at schedules, not change them. Ask an administrator for the role EDITOR."
            )}
          </Step>
          <Step isDone={false} title="See its first run">
            It appears here by itself, with how late it started and what became of it.
          </Step>
        </ol>
      </CardContent>
    </Card>
  );
}

function Step({ isDone, title, children }: { isDone: boolean; title: string; children: ReactNode }) {
  const Icon = isDone ? CircleCheckIcon : CircleDashedIcon;
  return (
    <li className="flex gap-3">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${isDone ? "text-success" : "text-muted-foreground"}`}
      />
      <div className="min-w-0 flex-1">
        <h3 className="font-medium">
          {title}
          <span className="sr-only">{isDone ? " (done)" : " (to do)"}</span>
        </h3>
        <div className="text-muted-foreground">{children}</div>
      </div>
    </li>
  );
}
