import type { ScheduleDraft } from "./schedule-draft.ts";

/** Where a new schedule can begin. */
export interface ScheduleTemplate {
  id: string;
  title: string;
  description: string;
  /** Writes the template over a draft; what it does not speak of stays. */
  fill(draft: ScheduleDraft): ScheduleDraft;
}

const HTTP = { type: "http" } as const;

export const TEMPLATES: readonly ScheduleTemplate[] = [
  {
    id: "first",
    title: "First steps",
    description: "Every minute, doing nothing: see how runs come and go.",
    fill: (draft) => ({
      ...draft,
      name: draft.name || "my-first-schedule",
      spec: { ...draft.spec, type: "cron", expression: "* * * * *" },
      target: { ...draft.target, type: "noop" },
    }),
  },
  {
    id: "http-every-five-minutes",
    title: "Health check",
    description: "A GET every 5 minutes, tried once, with a short timeout.",
    fill: (draft) => ({
      ...draft,
      name: draft.name || "health-check",
      spec: { ...draft.spec, type: "interval", every: "5 min" },
      target: { ...draft.target, ...HTTP, method: "GET", url: draft.target.url || "https://example.com/" },
      overlapPolicy: "SKIP",
      misfirePolicy: "SKIP",
      maxAttempts: "1",
      attemptTimeout: "10 s",
    }),
  },
  {
    id: "nightly",
    title: "Nightly job",
    description: "A POST at 02:00 that may take long and is tried up to five times.",
    fill: (draft) => ({
      ...draft,
      name: draft.name || "nightly-job",
      spec: { ...draft.spec, type: "cron", expression: "0 2 * * *" },
      target: { ...draft.target, ...HTTP, method: "POST", url: draft.target.url || "https://example.com/" },
      payload: draft.payload || '{\n  "day": "{{ run.dueAt }}"\n}',
      overlapPolicy: "SKIP",
      misfireGrace: "1 h",
      maxAttempts: "5",
      initialBackoff: "30 s",
      maxBackoff: "10 min",
      attemptTimeout: "30 min",
    }),
  },
  {
    id: "handler",
    title: "Handler",
    description: "A function of your own worker program, on a queue of its own.",
    fill: (draft) => ({
      ...draft,
      name: draft.name || "hourly-report",
      target: { ...draft.target, type: "handler", handler: draft.target.handler || "send-report" },
      payload: draft.payload || '{\n  "hour": "{{ run.dueAt }}"\n}',
      queue: draft.queue || "reports",
    }),
  },
  {
    id: "command",
    title: "Command",
    description: "A shell script every hour, on a worker that allows sh.",
    fill: (draft) => ({
      ...draft,
      name: draft.name || "hourly-command",
      target: {
        ...draft.target,
        type: "command",
        shell: true,
        argv: draft.target.argv || 'echo "due at $1"',
        scriptArguments: draft.target.scriptArguments || "{{ run.dueAt }}",
      },
      overlapPolicy: "SKIP",
    }),
  },
  {
    id: "grpc",
    title: "gRPC call",
    description: "A method of a server of yours, every hour.",
    fill: (draft) => ({
      ...draft,
      name: draft.name || "hourly-call",
      target: { ...draft.target, type: "grpc", address: draft.target.address || "reports.example.com:443" },
      payload: draft.payload || '{\n  "hour": "{{ run.dueAt }}"\n}',
    }),
  },
  {
    id: "container",
    title: "Container",
    description: "A Kubernetes Job on working days at 06:00.",
    fill: (draft) => ({
      ...draft,
      name: draft.name || "daily-container",
      spec: { ...draft.spec, type: "cron", expression: "0 6 * * 1-5" },
      target: {
        ...draft.target,
        type: "kubernetesJob",
        image: draft.target.image || "busybox:1.37",
        command: draft.target.command || "sh\n-c",
        args: draft.target.args || "echo due at {{ run.dueAt }}",
        limits: [{ name: "memory", value: "128Mi" }],
      },
      overlapPolicy: "SKIP",
      attemptTimeout: "1 h",
    }),
  },
];
