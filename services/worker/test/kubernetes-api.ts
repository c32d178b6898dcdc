import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { V1ContainerState, V1Job, V1Pod } from "@kubernetes/client-node";
import { eventually } from "@repo/testing";
import { cleanUpAfterTest, listen } from "./targets-fixtures.ts";
import { trusted } from "./targets-tls-certificates.ts";

const TOKEN = "token-of-the-worker";

/** Decides about a request (a watch has the method `WATCH`) before the API does. `undefined`: the API answers; `DROP`: it does, but the answer is lost. */
export type Intercept = (
  method: string,
  path: string,
) => { status: number; message: string } | "DROP" | undefined;

/**
 * As much of the Kubernetes API as Jobs need, over TLS and with a token. No kubelet: what pods do is said by the test.
 */
export interface KubernetesApi {
  /** Path of a kubeconfig that leads here. */
  kubeconfig: string;
  jobs: Map<string, V1Job>;
  pods: Map<string, V1Pod>;
  /** Such as `POST /apis/batch/v1/namespaces/jobs/jobs`. */
  requests: string[];
  intercept: Intercept;
  /** The name of the only Job, once it is there. */
  untilJob(): Promise<string>;
  /** What the Job's pod says of its container. */
  setContainer(job: string, state: V1ContainerState): void;
  /** What the log of the Job's pod is from now on. */
  setLog(job: string, log: string): void;
  /** The container of the Job's pod ends, and the Job with it. */
  finish(job: string, exitCode: number, log?: string, reason?: string): void;
  /** Takes the pods of a deleted Job away, as the kubelet does when their processes have ended. */
  removePods(job: string): void;
  breakWatches(): void;
  /** Resolves when so many watches are open. */
  untilWatched(count: number): Promise<unknown>;
}

export async function startKubernetesApi({ ca = trusted.cert } = {}): Promise<KubernetesApi> {
  const jobs = new Map<string, V1Job>();
  const pods = new Map<string, V1Pod>();
  const logs = new Map<string, string>();
  const requests: string[] = [];
  const watches = new Map<ServerResponse, "jobs" | "pods">();

  function announce(type: string, what: "jobs" | "pods", object: V1Job | V1Pod): void {
    for (const [response, watched] of watches) {
      if (watched === what) response.write(`${JSON.stringify({ type, object })}\n`);
    }
  }

  function setPod(job: string, status: V1Pod["status"]): void {
    const name = `${job}-x`;
    const pod = { metadata: { name, labels: { "job-name": job } }, ...(status && { status }) };
    pods.set(name, pod);
    announce("MODIFIED", "pods", pod);
  }

  function setContainer(job: string, state: V1ContainerState): void {
    const status = { name: "run", image: "", imageID: "", ready: false, restartCount: 0, state };
    setPod(job, { containerStatuses: [status] });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const url = new URL(request.url ?? "/", "https://name.example");
    const method = url.searchParams.has("watch") ? "WATCH" : (request.method ?? "GET");
    requests.push(`${method} ${url.pathname}`);
    const [, what, name, part] =
      /\/namespaces\/[^/]+\/(jobs|pods)(?:\/([^/]+))?(?:\/(log))?$/.exec(url.pathname) ?? [];
    const intercepted = api.intercept(method, url.pathname);
    const send = (status: number, body: unknown) => {
      if (intercepted === "DROP") response.destroy();
      else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const refuse = (code: number, message: string) =>
      send(code, { kind: "Status", status: "Failure", message, code });

    if (request.headers.authorization !== `Bearer ${TOKEN}`) return refuse(401, "Unauthorized");
    if (intercepted !== undefined && intercepted !== "DROP")
      return refuse(intercepted.status, intercepted.message);

    if (method === "WATCH") return openWatch(what as "jobs" | "pods", response);
    const job = jobs.get(name ?? "");
    if (what === "pods" && part === "log") {
      response.writeHead(200, { "content-type": "text/plain" }).end(logs.get(name ?? "") ?? "");
    } else if (what === "pods") {
      const owner = url.searchParams.get("labelSelector")?.replace("job-name=", "");
      send(200, { items: [...pods.values()].filter((pod) => pod.metadata?.labels?.["job-name"] === owner) });
    } else if (method === "POST") {
      createJob(JSON.parse(body), send, refuse);
    } else if (job === undefined) {
      refuse(404, `jobs.batch "${name}" not found`);
    } else if (method === "DELETE") {
      jobs.delete(name ?? "");
      announce("DELETED", "jobs", job);
      requests.push(`propagation ${url.searchParams.get("propagationPolicy")}`);
      send(200, { kind: "Status", status: "Success" });
    } else send(200, job);
  }

  function createJob(
    job: V1Job,
    send: (status: number, body: unknown) => void,
    refuse: (status: number, message: string) => void,
  ): void {
    const name = job.metadata?.name ?? "";
    if (jobs.has(name)) {
      refuse(409, `jobs.batch "${name}" already exists`);
      return;
    }
    jobs.set(name, job);
    announce("ADDED", "jobs", job);
    setPod(name, {});
    send(201, job);
  }

  function openWatch(what: "jobs" | "pods", response: ServerResponse): void {
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    for (const object of (what === "jobs" ? jobs : pods).values()) {
      response.write(`${JSON.stringify({ type: "ADDED", object })}\n`);
    }
    watches.set(response, what);
    response.on("close", () => watches.delete(response));
  }

  const server = createServer({ cert: trusted.cert, key: trusted.key }, (request, response) => {
    void answer(request, response);
  });
  const { port } = await listen(server);
  const api: KubernetesApi = {
    kubeconfig: await writeKubeconfig(port, ca),
    jobs,
    pods,
    requests,
    intercept: () => undefined,
    untilJob: () => eventually(() => [...jobs.keys()][0], { withinMs: 5_000, describe: "a Job" }),
    setContainer,
    setLog(job, log) {
      logs.set(`${job}-x`, log);
    },
    finish(name, exitCode, log = "", reason) {
      const job = jobs.get(name);
      if (job === undefined) throw new Error(`there is no Job ${name}`);
      logs.set(`${name}-x`, log);
      setContainer(name, { terminated: { exitCode, ...(reason && { reason }) } });
      const condition = { type: exitCode === 0 ? "Complete" : "Failed", status: "True" };
      const ended = { ...job, status: { conditions: [condition] } };
      jobs.set(name, ended);
      announce("MODIFIED", "jobs", ended);
    },
    removePods(job) {
      const pod = pods.get(`${job}-x`);
      pods.delete(`${job}-x`);
      if (pod !== undefined) announce("DELETED", "pods", pod);
    },
    breakWatches() {
      for (const response of watches.keys()) response.destroy();
    },
    untilWatched: (count) =>
      eventually(() => watches.size === count, { withinMs: 5_000, describe: `${count} watches` }),
  };
  return api;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function writeKubeconfig(port: number, ca: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kubeconfig-"));
  cleanUpAfterTest(() => rm(folder, { recursive: true }));
  const path = join(folder, "config");
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    "certificate-authority-data": Buffer.from(ca).toString("base64"),
    "tls-server-name": "name.example",
  };
  const config = {
    "current-context": "test",
    clusters: [{ name: "test", cluster }],
    users: [{ name: "test", user: { token: TOKEN } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
  };
  await writeFile(path, JSON.stringify(config));
  return path;
}
