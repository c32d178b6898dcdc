import { expect, test } from "bun:test";
import type { V1ContainerState, V1Job, V1Pod } from "@kubernetes/client-node";
import { type JobProgress, judgeJob, newestPod } from "./job-progress.ts";

const condition = (type: string, reason?: string): V1Job => ({
  spec: { activeDeadlineSeconds: 90, template: {} },
  status: { conditions: [{ type, status: "True", ...(reason && { reason }) }] },
});
const container = (state: V1ContainerState): V1Pod => ({
  status: {
    containerStatuses: [{ name: "run", image: "", imageID: "", ready: false, restartCount: 0, state }],
  },
});
const waiting = (reason: string, message?: string) =>
  container({ waiting: { reason, ...(message && { message }) } });
const terminated = (exitCode: number, reason?: string, message?: string) =>
  container({ terminated: { exitCode, ...(reason && { reason }), ...(message && { message }) } });

const ACTIVE: V1Job = { status: { active: 1 } };
const FAILED = condition("Failed", "BackoffLimitExceeded");

test.each<[string, V1Job, V1Pod[], JobProgress]>([
  ["a Job without a pod", {}, [], { state: "RUNNING", waitsFor: "Kubernetes has made no pod yet" }],
  ["a container that runs", ACTIVE, [container({ running: {} })], { state: "RUNNING", waitsFor: undefined }],
  [
    "a pod that no node takes",
    ACTIVE,
    [{ status: { conditions: [{ type: "PodScheduled", status: "False", message: "no memory" }] } }],
    { state: "RUNNING", waitsFor: "no node takes the pod: no memory" },
  ],
  [
    "a container that is being created",
    ACTIVE,
    [waiting("ContainerCreating")],
    { state: "RUNNING", waitsFor: "ContainerCreating" },
  ],
  [
    "an image that could not be pulled once",
    ACTIVE,
    [waiting("ErrImagePull", "timeout")],
    { state: "RUNNING", waitsFor: "ErrImagePull: timeout" },
  ],
  [
    "an image that could not be pulled again",
    ACTIVE,
    [waiting("ImagePullBackOff", "Back-off pulling")],
    {
      state: "STUCK",
      cause: "the container cannot start: ImagePullBackOff: Back-off pulling",
      retryable: true,
    },
  ],
  [
    "an image that cannot be",
    ACTIVE,
    [waiting("InvalidImageName")],
    { state: "STUCK", cause: "the container cannot start: InvalidImageName", retryable: false },
  ],
  [
    "a secret that is missing",
    ACTIVE,
    [waiting("CreateContainerConfigError", 'secret "a" not found')],
    {
      state: "STUCK",
      cause: 'the container cannot start: CreateContainerConfigError: secret "a" not found',
      retryable: true,
    },
  ],
  ["success", condition("Complete"), [terminated(0, "Completed")], { state: "SUCCEEDED" }],
  [
    "success that is only coming",
    condition("SuccessCriteriaMet"),
    [terminated(0)],
    { state: "RUNNING", waitsFor: undefined },
  ],
  [
    "an exit code",
    FAILED,
    [terminated(3, "Error")],
    { state: "FAILED", cause: "the container ended with exit code 3" },
  ],
  [
    "too much memory",
    FAILED,
    [terminated(137, "OOMKilled")],
    { state: "FAILED", cause: "the container used more memory than its limit (OOMKilled, exit code 137)" },
  ],
  [
    "a command that does not exist",
    FAILED,
    [terminated(128, "StartError", "no such file")],
    { state: "FAILED", cause: "the container cannot start: no such file" },
  ],
  [
    "a pod that was evicted",
    FAILED,
    [{ status: { phase: "Failed", reason: "Evicted", message: "the node was low on disk" } }],
    { state: "FAILED", cause: "the pod failed: Evicted: the node was low on disk" },
  ],
  ["a pod that is gone", FAILED, [], { state: "FAILED", cause: "the pod failed: BackoffLimitExceeded" }],
  [
    "the Job's own deadline",
    condition("Failed", "DeadlineExceeded"),
    [],
    { state: "FAILED", cause: "the Job was stopped by its deadline of 90 s" },
  ],
])("%s", (_, job, pods, progress) => {
  expect(judgeJob(job, pods)).toEqual(progress);
});

test("of several pods the newest counts", () => {
  const pod = (name: string, at: string): V1Pod => ({ metadata: { name, creationTimestamp: new Date(at) } });
  const pods = [pod("a", "2030-01-01"), pod("c", "2030-01-03"), pod("b", "2030-01-02")];
  expect(newestPod(pods)?.metadata?.name).toBe("c");
});
