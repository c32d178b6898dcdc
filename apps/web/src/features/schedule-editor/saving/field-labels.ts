import { writeDurationText } from "@/lib/duration-text.ts";

/** In the order of the form. */
const LABELS: Record<string, string> = {
  name: "Name",
  description: "Description",
  tags: "Tags",
  spec: "When",
  "spec.type": "When: kind",
  "spec.expression": "Expression",
  "spec.timeZone": "Time zone",
  "spec.every": "Every",
  "spec.anchorAt": "Counted from",
  "spec.at": "At",
  startAt: "Not before",
  endAt: "Not at or after",
  maxRuns: "At most",
  jitter: "Jitter",
  exclusions: "Except",
  target: "Target",
  "target.type": "Target: kind",
  "target.url": "URL",
  "target.method": "Method",
  "target.headers": "Headers",
  "target.body": "Body",
  "target.expectedStatuses": "Expected statuses",
  "target.namespace": "Namespace",
  "target.image": "Image",
  "target.command": "Command",
  "target.args": "Arguments",
  "target.env": "Environment",
  "target.requests": "Given at least",
  "target.limits": "Given at most",
  "target.serviceAccount": "Service account",
  "target.labels": "Labels",
  "target.podSecurity": "What the pod may do",
  "target.runAsUser": "User id",
  "target.keepFinished": "Keep the finished Job",
  "target.handler": "Handler",
  "target.shell": "Run a shell script",
  "target.argv": "Program and arguments",
  "target.environment": "Environment",
  "target.workingDirectory": "Working directory",
  "target.expectedExitCodes": "Expected exit codes",
  "target.address": "Address",
  "target.rpc": "Method",
  "target.plaintext": "Without TLS",
  "target.request": "Request",
  "target.metadata": "Metadata",
  payload: "Payload",
  misfirePolicy: "Due times found too late",
  misfireGrace: "Too late means later than",
  overlapPolicy: "While the previous run is active",
  maxAttempts: "Attempts",
  initialBackoff: "First wait",
  maxBackoff: "Longest wait",
  attemptTimeout: "An attempt may take",
  delivery: "When the worker is lost",
  priority: "Priority",
  queue: "Queue",
};

const DURATIONS = new Set([
  "spec.every",
  "jitter",
  "misfireGrace",
  "initialBackoff",
  "maxBackoff",
  "attemptTimeout",
  "target.keepFinished",
]);

/** The form's word for a field of the definition. */
export function labelOf(path: string): string {
  return LABELS[path] ?? path;
}

const ORDER = new Map(Object.keys(LABELS).map((path, index) => [path, index]));

/** Puts paths in the order of the form. */
export function comparePaths(one: string, other: string): number {
  return (ORDER.get(one) ?? ORDER.size) - (ORDER.get(other) ?? ORDER.size);
}

/** Lists whose entries are lines. */
const LINES = new Set(["target.command", "target.args", "target.argv", "exclusions"]);

/** A value as people read it; several lines for what has parts. Empty: there is none. */
export function showValue(path: string, value: unknown): string {
  if (value === undefined) return "";
  if (value instanceof Date) return value.toISOString().replace(".000Z", "Z");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return DURATIONS.has(path) ? writeDurationText(value) : String(value);
  if (Array.isArray(value)) {
    return value
      .map((item) => (typeof item === "object" ? JSON.stringify(item) : String(item)))
      .join(LINES.has(path) ? "\n" : ", ");
  }
  if (typeof value === "object" && value !== null) return showObject(path, value);
  return String(value);
}

function showObject(path: string, value: object): string {
  if (path === "payload") return JSON.stringify(value, undefined, 2);
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `${name}: ${showValue(`${path}.${name}`, inner)}`)
    .join("\n");
}
