import { ScheduleDefinition, type ScheduleDefinitionInput } from "@repo/core";
import { decodeRun, decodeSchedule, encodeDefinition } from "@repo/proto";
import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import { eventually } from "@repo/testing";
import { type ClusterStage, EVERY_DUE_TIME, NAMESPACE, PATIENCE_MS, TARGET } from "../stage.ts";

const JOB_OUTPUT = "the answer is 42";

/** The image that the Jobs of the test run. */
export const JOB_IMAGE = "docker.io/library/debian:bookworm-slim";

/** Stores a schedule. @returns its id */
export async function storeSchedule(
  { clients }: ClusterStage,
  input: ScheduleDefinitionInput,
): Promise<string> {
  const definition = ScheduleDefinition.parse({ ...EVERY_DUE_TIME, ...input });
  const { schedule } = await clients.schedules.createSchedule({ definition: encodeDefinition(definition) });
  return decodeSchedule(schedule).id;
}

/** An http target behind a Service: planned by the CronJob's master pod, and run. @returns the schedule, which goes on */
export async function tryHttpTarget(stage: ClusterStage): Promise<string> {
  const { clients, log } = stage;
  const id = await storeSchedule(stage, {
    name: "http to a Service",
    spec: { type: "interval", every: 5_000 },
    target: { type: "http", url: `${TARGET}/` },
  });
  const master = await waitForMaster(stage, new Date());
  const { runs } = await eventually(
    async () => {
      const page = await clients.runs.listRuns({ scheduleId: id, states: [RunState.SUCCEEDED] });
      return page.runs.length > 0 && page;
    },
    { withinMs: PATIENCE_MS, describe: "a run of the http target to succeed" },
  );
  const [run] = runs.map(decodeRun);
  log(`${master}; ${run?.id} ${run?.state}`);
  return id;
}

/** A kubernetesJob target: its end and the end of its log are in the attempt, also when it fails. */
export async function tryKubernetesJobTarget(stage: ClusterStage): Promise<void> {
  for (const { name, script, state, exitCode } of [
    { name: "Job that succeeds", script: `echo ${JOB_OUTPUT}`, state: "SUCCEEDED", exitCode: 0 },
    { name: "Job that fails", script: `echo ${JOB_OUTPUT}; exit 3`, state: "FAILED", exitCode: 3 },
  ]) {
    const id = await storeSchedule(stage, {
      name,
      spec: { type: "once", at: new Date(Date.now() + 2_000) },
      maxAttempts: 1,
      attemptTimeout: 120_000,
      target: {
        type: "kubernetesJob",
        image: JOB_IMAGE,
        command: ["sh", "-c", script],
        runAsUser: 1_000,
        limits: { memory: "64Mi" },
      },
    });
    const run = await waitForEnd(stage, id);
    const output = run.attempts?.at(-1)?.output ?? {};
    const told = `${run.state}, exit code ${output.exitCode}, log ${JSON.stringify(output.log)}`;
    if (run.state !== state || output.exitCode !== exitCode || !String(output.log).includes(JOB_OUTPUT))
      throw new Error(`${name}: ${told}; ${run.message}`);
    stage.log(`${name}: ${told}`);
  }
}

async function waitForEnd({ clients }: ClusterStage, scheduleId: string) {
  const ended = [
    RunState.SUCCEEDED,
    RunState.FAILED,
    RunState.TIMED_OUT,
    RunState.CANCELLED,
    RunState.SKIPPED,
  ];
  const id = await eventually(
    async () => (await clients.runs.listRuns({ scheduleId, states: ended })).runs[0]?.id,
    { withinMs: PATIENCE_MS, describe: "the Job's run to end" },
  );
  const { run } = await clients.runs.getRun({ id });
  return decodeRun(run);
}

interface Job {
  metadata: { name: string; ownerReferences?: { kind: string }[] };
  status: { succeeded?: number; startTime?: string };
}

/** Waits until a master that the CronJob has started after `since` has done its work. @returns what it did, in words */
export async function waitForMaster({ kubectl }: ClusterStage, since: Date): Promise<string> {
  const inProduct = `--namespace=${NAMESPACE}`;
  const job = await eventually(
    async () => {
      const { items } = JSON.parse(await kubectl(["get", "jobs", inProduct, "--output=json"])) as {
        items: Job[];
      };
      return items.find(
        ({ metadata, status }) =>
          metadata.ownerReferences?.[0]?.kind === "CronJob" &&
          status.succeeded === 1 &&
          new Date(status.startTime ?? 0) >= since,
      )?.metadata.name;
    },
    { withinMs: PATIENCE_MS, describe: "the CronJob's next master pod to plan" },
  );
  const lines = (await kubectl(["logs", `job/${job}`, inProduct])).trim().split("\n");
  const planned = lines.find((line) => line.includes('"msg":"the window is planned"'));
  if (planned === undefined) throw new Error(`${job} says nothing of a planned window: ${lines.at(-1)}`);
  const {
    level: _level,
    time: _time,
    pid: _pid,
    hostname: _host,
    service: _service,
    msg,
    ...facts
  } = JSON.parse(planned);
  return `${job}: ${msg} ${JSON.stringify(facts)}`;
}
