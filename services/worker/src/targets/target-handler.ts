import type { Output, Payload, Policies, Target, TargetType } from "@repo/core";

/** A secret that the attempt may use, and where it may be sent. */
export interface ResolvedSecret {
  name: string;
  hosts: readonly string[];
  value: string;
}

/** What a target is told about the attempt it carries out. */
export interface TargetContext {
  run: {
    id: string;
    scheduleId: string;
    scheduleName: string;
    dueAt: Date;
    fireAt: Date;
    /** 1 for the first try. */
    attempt: number;
    /** Attempts before this one that were lost with their worker. */
    lostAttempts: number;
    policies: Pick<Policies, "attemptTimeout">;
  };
  /** Of the run if it was triggered with one, else of the schedule. */
  payload: Payload | undefined;
  /** Those that the target or its payload names. */
  secrets: readonly ResolvedSecret[];
  /** Aborts when the attempt times out, is cancelled or loses its lease; the reason says which. */
  signal: AbortSignal;
  /**
   * Tells those who watch what there is so far, instead of what was told before: in the form and within the bounds of
   * the final output. Cheap, never throws, may be called often; nothing depends on it.
   */
  report(output: Output): void;
}

/** What came of an attempt; `retryable` says whether the same try may succeed later. */
export type TargetResult =
  | { ok: true; output?: Output; message?: string }
  | { ok: false; message: string; retryable: boolean; output?: Output };

/** The target of one type. */
export type TargetOf<Type extends TargetType> = Extract<Target, { type: Type }>;

/**
 * Carries out one attempt. What goes wrong in the target is a result or a TargetError, which comes soon after `signal`
 * aborts too; anything else thrown is a fault of the worker.
 */
export type TargetHandler<T extends Target> = (target: T, context: TargetContext) => Promise<TargetResult>;
