/** A call as the target of the cluster test tells it, in JSON. */
export interface TargetCall {
  scheduleId: string;
  dueAt: string;
  attempt: number;
  at: string;
}
