import { describe, expect, test } from "bun:test";
import { KubernetesJobTarget, type Output } from "@repo/core";
import { eventually } from "@repo/testing";
import { type AbortCause, AttemptAbort } from "../src/executing/attempt-abort.ts";
import {
  createTargetRegistry,
  HttpAllowList,
  openKubernetesJobs,
  type ResolvedSecret,
  type TargetResult,
} from "../src/targets/index.ts";
import { openCluster } from "../src/targets/kubernetes-job/cluster.ts";
import { type KubernetesApi, startKubernetesApi } from "./kubernetes-api.ts";
import { cleanUpAfterTest, contextOf } from "./targets-fixtures.ts";
import { untrusted } from "./targets-tls-certificates.ts";

interface Attempt {
  target?: object;
  attempt?: number;
  lostAttempts?: number;
}

/** One worker that may make Jobs in `jobs` and `reports`. */
async function startWorker(api: Pick<KubernetesApi, "kubeconfig">, secrets: ResolvedSecret[] = []) {
  const registry = createTargetRegistry({
    http: { allow: HttpAllowList.parse(""), connectionsPerOrigin: 1 },
    kubernetesJob: await openKubernetesJobs({
      KUBERNETES_NAMESPACES: ["jobs", "reports"],
      KUBECONFIG: api.kubeconfig,
    }),
    secrets: async () => secrets,
  });
  cleanUpAfterTest(() => registry.close());
  return function execute({ target, ...run }: Attempt = {}) {
    const controller = new AbortController();
    let reported = Promise.withResolvers<Output>();
    const report = (output: Output) => {
      reported.resolve(output);
      reported = Promise.withResolvers();
    };
    const context = contextOf({ signal: controller.signal, report });
    const definition = KubernetesJobTarget.parse({ type: "kubernetesJob", image: "busybox", ...target });
    const result = registry.execute(definition, { ...context, run: { ...context.run, ...run } });
    return {
      result,
      abort: (cause: AbortCause) => controller.abort(new AttemptAbort(cause)),
      nextReport: () => reported.promise,
    };
  };
}

async function startBoth() {
  const api = await startKubernetesApi();
  return { api, execute: await startWorker(api) };
}

const created = ({ requests }: KubernetesApi) =>
  requests.filter((request) => request.startsWith("POST")).length;

/** Whether the result has come; looks after everything that is under way has had its turn. */
async function hasCome(result: Promise<TargetResult>): Promise<boolean> {
  const soon = new Promise<false>((resolve) => setTimeout(resolve, 50, false));
  return Promise.race([result.then(() => true), soon]);
}

describe("a Job is followed to its end", () => {
  test("success, with exit code and log", async () => {
    const { api, execute } = await startBoth();
    const { result } = execute();
    const job = await api.untilJob();
    api.setContainer(job, { running: {} });
    api.finish(job, 0, "one\ntwo\n", "Completed");
    expect(await result).toEqual({
      ok: true,
      message: "the Job is complete",
      output: {
        namespace: "jobs",
        job,
        pod: `${job}-x`,
        exitCode: 0,
        reason: "Completed",
        log: "one\ntwo\n",
        logTruncated: false,
      },
    });
    expect(api.requests).toContain("POST /apis/batch/v1/namespaces/jobs/jobs");
    // it is left for people to look at
    expect([...api.jobs.keys()]).toEqual([job]);
  });

  test("failure", async () => {
    const { api, execute } = await startBoth();
    const { result } = execute();
    api.finish(await api.untilJob(), 3, "no such table\n", "Error");
    expect(await result).toMatchObject({
      ok: false,
      retryable: true,
      message: "the container ended with exit code 3",
      output: { exitCode: 3, log: "no such table\n" },
    });
  });

  test("a container that cannot start fails early, and its Job is deleted", async () => {
    const { api, execute } = await startBoth();
    const { result } = execute();
    api.setContainer(await api.untilJob(), { waiting: { reason: "ImagePullBackOff", message: "Back-off" } });
    expect(await result).toMatchObject({
      ok: false,
      retryable: true,
      message: "the container cannot start: ImagePullBackOff: Back-off",
    });
    expect(api.jobs.size).toBe(0);
  });

  test("a Job that somebody deletes is a failure", async () => {
    const { api, execute } = await startBoth();
    const { result } = execute();
    const job = await api.untilJob();
    api.jobs.delete(job);
    api.removePods(job);
    expect(await result).toMatchObject({ ok: false, message: "the Job was deleted before it had ended" });
  });

  test("after its watches broke", async () => {
    const { api, execute } = await startBoth();
    const { result } = execute();
    const job = await api.untilJob();
    await api.untilWatched(2);
    api.intercept = (_, path) => (path.endsWith(job) ? undefined : { status: 503, message: "starting" });
    api.breakWatches();
    api.finish(job, 0);
    await api.untilWatched(0);
    api.intercept = () => undefined;
    expect(await result).toMatchObject({ ok: true });
  });

  test("many Jobs share two watches, which end with the last", async () => {
    const { api, execute } = await startBoth();
    const results = [1, 2, 3].map((attempt) => execute({ attempt }).result);
    await eventually(() => api.jobs.size === 3, { withinMs: 5_000, describe: "three Jobs" });
    await api.untilWatched(2);
    for (const job of api.jobs.keys()) api.finish(job, 0);
    expect(await Promise.all(results)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    await api.untilWatched(0);
  });
});

describe("while a Job runs", () => {
  const logRequests = ({ requests }: KubernetesApi) => requests.filter((request) => request.endsWith("/log"));

  test("it is told what it waits for, then the end of its log as that grows", async () => {
    const { api, execute } = await startBoth();
    const { result, nextReport } = execute();
    const job = await api.untilJob();
    api.setContainer(job, { waiting: { reason: "ContainerCreating" } });
    const place = { namespace: "jobs", job, pod: `${job}-x` };
    expect(await nextReport()).toEqual({ ...place, waitsFor: "ContainerCreating" });
    // who asks for a log that there is not yet is refused
    expect(logRequests(api)).toEqual([]);
    api.setLog(job, `${"x".repeat(9_000)}\none\n`);
    api.setContainer(job, { running: {} });
    expect(await nextReport()).toEqual({ ...place, log: "one\n", logTruncated: true });
    api.setLog(job, "one\ntwo\n");
    expect(await nextReport()).toMatchObject({ log: "one\ntwo\n" });
    api.finish(job, 0, "one\ntwo\nthree\n");
    expect(await result).toMatchObject({ ok: true, output: { log: "one\ntwo\nthree\n" } });
  }, 20_000);

  test("a log that is not to be had for a moment is asked for again, and what was told stays", async () => {
    const { api, execute } = await startBoth();
    const { result, nextReport } = execute();
    const job = await api.untilJob();
    let refusals = 0;
    api.intercept = (_, path) => {
      if (!path.endsWith("/log") || refusals === 1) return undefined;
      refusals++;
      return { status: 500, message: "the node does not answer" };
    };
    api.setLog(job, "one\n");
    api.setContainer(job, { running: {} });
    expect(await nextReport()).toMatchObject({ log: "one\n" });
    expect(refusals).toBe(1);
    api.finish(job, 0);
    await result;
  }, 20_000);
});

describe("a Job is stopped", () => {
  test.each<AbortCause>(["CANCELLED_BY_REQUEST", "CANCELLED_BY_OVERLAP", "ATTEMPT_TIMED_OUT"])(
    "%s: deleted, and waited for until its pod is gone",
    async (cause) => {
      const { api, execute } = await startBoth();
      const { result, abort } = execute();
      const job = await api.untilJob();
      await api.untilWatched(2);
      abort(cause);
      await eventually(() => api.jobs.size === 0, { withinMs: 5_000, describe: "the Job to be deleted" });
      expect(api.requests).toContain("propagation Background");
      expect(await hasCome(result)).toBe(false);
      // its pod is listened to until it is gone
      await api.untilWatched(2);
      api.removePods(job);
      expect(await result).toMatchObject({ ok: false, output: { job, stopped: true } });
    },
  );

  test("also when it was about to be created", async () => {
    const { api, execute } = await startBoth();
    const { promise: asked, resolve: reportAsked } = Promise.withResolvers<void>();
    api.intercept = (method) => {
      if (method === "POST") reportAsked();
      return undefined;
    };
    const { result, abort } = execute();
    await asked;
    abort("CANCELLED_BY_REQUEST");
    api.removePods(
      await eventually(() => [...api.pods.keys()][0]?.slice(0, -2), { withinMs: 5_000, describe: "a pod" }),
    );
    expect(await result).toMatchObject({ output: { stopped: true } });
    expect(api.jobs.size).toBe(0);
  });

  test("and says so when it may not delete it", async () => {
    const { api, execute } = await startBoth();
    const { result, abort } = execute();
    await api.untilJob();
    api.intercept = (method) => (method === "DELETE" ? { status: 403, message: "not yours" } : undefined);
    abort("CANCELLED_BY_REQUEST");
    expect(await result).toMatchObject({
      output: { stopped: false, stopProblem: "the Kubernetes API answered 403: not yours" },
    });
  });

  test("tells why it had not started", async () => {
    const { api, execute } = await startBoth();
    let isWaiting = false;
    const { promise: seen, resolve: reportSeen } = Promise.withResolvers<void>();
    api.intercept = (method, path) => {
      if (method !== "GET" || !path.endsWith("/pods")) return undefined;
      if (!isWaiting) return { status: 503, message: "busy" };
      reportSeen();
      return undefined;
    };
    const { result, abort } = execute();
    const job = await api.untilJob();
    isWaiting = true;
    api.setContainer(job, { waiting: { reason: "ErrImagePull", message: "timeout" } });
    await seen;
    abort("ATTEMPT_TIMED_OUT");
    api.removePods(job);
    expect(await result).toMatchObject({ output: { waitsFor: "ErrImagePull: timeout" } });
  });
});

describe("a Job outlives its worker", () => {
  test.each<AbortCause>(["DRAINED", "LEASE_LOST"])(
    "%s: the next attempt follows the same Job",
    async (cause) => {
      const { api, execute } = await startBoth();
      const first = execute();
      const job = await api.untilJob();
      first.abort(cause);
      expect(await first.result).toMatchObject({ ok: false, output: { job } });

      const successor = await startWorker(api);
      const second = successor({ attempt: 2, lostAttempts: 1 });
      await eventually(() => created(api) === 2, {
        withinMs: 5_000,
        describe: "the second worker to ask for a Job",
      });
      api.finish(job, 0, "done by the first\n");
      expect(await second.result).toMatchObject({
        ok: true,
        output: { job, madeByAttempt: 1, log: "done by the first\n" },
      });
      expect(api.jobs.size).toBe(1);
    },
  );

  test.each([
    [0, { ok: true }],
    [7, { ok: false, message: "the container ended with exit code 7" }],
  ])("what it came to meanwhile counts: exit code %d", async (exitCode, outcome) => {
    const { api, execute } = await startBoth();
    const first = execute();
    const job = await api.untilJob();
    first.abort("LEASE_LOST");
    await first.result;
    api.finish(job, exitCode);
    const successor = await startWorker(api);
    expect(await successor({ attempt: 2, lostAttempts: 1 }).result).toMatchObject(outcome);
    expect(api.jobs.size).toBe(1);
  });

  test("an attempt after one that failed makes a Job of its own", async () => {
    const { api, execute } = await startBoth();
    const first = execute();
    const firstJob = await api.untilJob();
    api.finish(firstJob, 1);
    await first.result;
    const second = execute({ attempt: 2 });
    await eventually(() => api.jobs.size === 2, { withinMs: 5_000, describe: "a second Job" });
    api.finish(firstJob.replace(/1$/, "2"), 0);
    expect(await second.result).toMatchObject({ ok: true });
  });

  test("a Job of that name that is not of this run is left alone", async () => {
    const { api, execute } = await startBoth();
    const name = "run-0198c0de-0000-7000-8000-000000000001-1893456000000-1";
    api.jobs.set(name, { metadata: { name } });
    expect(await execute().result).toMatchObject({
      ok: false,
      message: `there is a Job ${name} that does not belong to this run; delete it`,
    });
    expect(api.jobs.has(name)).toBe(true);
  });
});

describe("what the API answers", () => {
  test("nothing, twice: the Job is asked for again", async () => {
    const { api, execute } = await startBoth();
    let failures = 2;
    api.intercept = (method) =>
      method === "POST" && failures-- > 0 ? { status: 503, message: "busy" } : undefined;
    const { result } = execute();
    api.finish(await api.untilJob(), 0);
    expect(await result).toMatchObject({ ok: true });
    expect(created(api)).toBe(3);
  });

  test("an answer that is lost: the Job is not made twice", async () => {
    const { api, execute } = await startBoth();
    let isLost = false;
    api.intercept = (method) => {
      if (method !== "POST" || isLost) return undefined;
      isLost = true;
      return "DROP";
    };
    const { result } = execute();
    const job = await api.untilJob();
    await eventually(() => created(api) === 2, { withinMs: 5_000, describe: "a second request" });
    api.finish(job, 0);
    const { output } = await result;
    expect(output).toMatchObject({ exitCode: 0 });
    // it was this attempt's own
    expect(output).not.toHaveProperty("madeByAttempt");
    expect(api.jobs.size).toBe(1);
  });

  test.each([
    [422, "spec.template: Invalid value", false],
    [404, 'namespaces "jobs" not found', false],
    [403, "exceeded quota: jobs", true],
  ])("a refusal with %d is told: %s", async (status, message, retryable) => {
    const { api, execute } = await startBoth();
    api.intercept = (method) => (method === "POST" ? { status, message } : undefined);
    expect(await execute().result).toEqual({
      ok: false,
      retryable,
      message: `the Kubernetes API answered ${status}: ${message}`,
    });
  });

  test("a certificate that is not trusted is no answer", async () => {
    const api = await startKubernetesApi({ ca: untrusted.cert });
    const cluster = openCluster(api.kubeconfig);
    cleanUpAfterTest(() => cluster.close());
    const answer = cluster.listPods({ namespace: "jobs", name: "any" });
    await expect(answer).rejects.toThrow(/^the Kubernetes API did not answer: .*(certificate|signed)/);
    expect(api.requests).toEqual([]);
  });
});

describe("a worker refuses", () => {
  test("a namespace that it may not use", async () => {
    const { api, execute } = await startBoth();
    expect(await execute({ target: { namespace: "kube-system" } }).result).toMatchObject({
      ok: false,
      retryable: false,
      message: expect.stringContaining("makes no Jobs in the namespace kube-system, only in jobs, reports"),
    });
    expect(api.requests).toEqual([]);
  });

  test("a secret, which others could read in the Job", async () => {
    const api = await startKubernetesApi();
    const execute = await startWorker(api, [{ name: "KEY", hosts: [], value: "s3cret" }]);
    expect(await execute({ target: { args: ["{{ secrets.KEY }}"] } }).result).toMatchObject({
      ok: false,
      retryable: false,
      message: expect.stringContaining("the secret KEY cannot be given to a Kubernetes Job"),
    });
    expect(api.requests).toEqual([]);
  });

  test("every Job, when no namespace is allowed", async () => {
    const registry = createTargetRegistry({
      http: { allow: HttpAllowList.parse(""), connectionsPerOrigin: 1 },
      kubernetesJob: await openKubernetesJobs({ KUBERNETES_NAMESPACES: [] }),
    });
    const target = KubernetesJobTarget.parse({ type: "kubernetesJob", image: "busybox" });
    expect(await registry.execute(target, contextOf())).toMatchObject({
      ok: false,
      retryable: false,
      message: "this worker runs no kubernetesJob targets: its KUBERNETES_NAMESPACES is empty",
    });
  });

  test("to start without a cluster", async () => {
    const open = openKubernetesJobs({ KUBERNETES_NAMESPACES: ["jobs"] });
    await expect(open).rejects.toThrow("does not run in Kubernetes; set KUBECONFIG");
  });
});
