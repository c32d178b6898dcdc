import { TargetError } from "../target-error.ts";

/** What the Kubernetes API answered instead of what it was asked for, or that it did not answer. */
export class ClusterError extends Error {
  override readonly name = "ClusterError";
  /** The HTTP status; absent: there was no answer. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(
      status === undefined
        ? `the Kubernetes API did not answer: ${message}`
        : `the Kubernetes API answered ${status}: ${message}`,
    );
    this.status = status;
  }
}

/** Whether the same request may be answered otherwise in a moment. */
export function isPassing({ status }: ClusterError): boolean {
  return status === undefined || status >= 500 || status === 408 || status === 429;
}

/** A refusal, which the schedule's author or the operator has to do something about. */
export function refusalOf({ message, status }: ClusterError): TargetError {
  // 400 and 422: the Job is not valid; 404: there is no such namespace. Rights and quotas may change meanwhile.
  return new TargetError(message, { retryable: status !== 400 && status !== 404 && status !== 422 });
}

/** The message in an answer that is a Kubernetes `Status`. */
export function messageOfStatus(body: unknown): string {
  const status = typeof body === "string" ? parseObject(body) : body;
  if (typeof status === "object" && status !== null && "message" in status) return String(status.message);
  return String(body).slice(0, 500);
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
