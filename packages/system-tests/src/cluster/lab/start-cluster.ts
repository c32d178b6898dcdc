import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createSupervisor, type SupervisedProcess } from "@repo/local-stack";
import { eventually } from "@repo/testing";
import { $ } from "bun";
import { createClusterCertificates } from "./certificates.ts";
import { commandsOf, configurationsOf } from "./components.ts";
import { keepDns } from "./keep-dns.ts";
import { createKubeApiReader } from "./kube-api.ts";
import { createKubectl, type Kubectl } from "./kubectl.ts";
import { API_SERVER, type Layout, METRICS_PORT, NODE_ADDRESS, NODE_NAME } from "./layout.ts";
import { METRICS_API } from "./pod-metrics.ts";
import { serveMetrics } from "./serve-metrics.ts";

/** The machine may be busy with other things. */
const PATIENCE_MS = 120_000;
/** Persistent volumes for whoever claims one: there is nobody who would make them on demand. */
const VOLUMES = 4;

export interface Cluster extends AsyncDisposable {
  kubectl: Kubectl;
  /** SIGKILL to everything in a container. */
  killContainer: (id: string) => Promise<void>;
}

export interface ClusterOptions {
  layout: Layout;
  /** An archive of images that the node shall have. */
  images: string;
  /** Told of each stage that is reached. */
  onStage: (stage: string) => void;
}

/** Starts a Kubernetes of one node in the network namespace of this process. */
export async function startCluster({ layout, images, onStage }: ClusterOptions): Promise<Cluster> {
  await using cleanUp = new AsyncDisposableStack();
  const supervisor = createSupervisor();
  cleanUp.defer(() => supervisor.stopAll());
  const commands = commandsOf(layout);
  const start = (name: keyof typeof commands) => startComponent(supervisor, layout, name, commands[name]);

  await writeFiles(layout);
  await setUpNetwork();
  const read = createKubeApiReader(layout);
  const kubectl = createKubectl(layout);

  await start("etcd");
  await eventually(async () => (await fetch("http://127.0.0.1:2379/health")).ok, waitFor("etcd"));
  await start("apiserver");
  await eventually(() => kubectl(["get", "--raw", "/readyz"]), waitFor(`the API server at ${API_SERVER}`));
  onStage("the API server is ready");
  await Promise.all([start("controllerManager"), start("scheduler"), start("containerd")]);
  const ctr = ["ctr", "--address", layout.containerdSocket, "--namespace", "k8s.io"];
  await eventually(() => $`${ctr} version`.quiet().then(() => true), waitFor("containerd"));
  await $`${ctr} images import ${images}`.quiet();
  onStage("the node has the images");
  await Promise.all([start("kubelet"), start("proxy")]);
  const stopDns = keepDns(layout, read, await start("dns"));
  cleanUp.defer(stopDns);
  const metrics = serveMetrics(layout, read);
  cleanUp.defer(metrics.stop);
  await kubectl(
    ["apply", "-f", "-"],
    JSON.stringify({ apiVersion: "v1", kind: "List", items: objectsOf(layout) }),
  );
  await eventually(
    () => kubectl(["wait", "--for=condition=Ready", `node/${NODE_NAME}`, "--timeout=1s"]),
    waitFor("the node to be ready"),
  );
  await eventually(() => kubectl(["get", "serviceaccount", "default"]), waitFor("service accounts"));
  await eventually(() => kubectl(["top", "nodes"]), waitFor("the metrics API"));
  onStage("the node is ready");

  const owned = cleanUp.move();
  return {
    kubectl,
    killContainer: (id) => $`${ctr} tasks kill --all --signal SIGKILL ${id}`.quiet().then(() => undefined),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const waitFor = (describe: string) => ({ withinMs: PATIENCE_MS, describe });

function startComponent(
  supervisor: ReturnType<typeof createSupervisor>,
  { logs }: Layout,
  name: string,
  command: readonly string[],
): Promise<SupervisedProcess> {
  return supervisor.start({
    name,
    command,
    onLine: (line) => appendFileSync(join(logs, `${name}.log`), `${line}\n`),
  });
}

async function writeFiles(layout: Layout): Promise<void> {
  for (const folder of [layout.certificates, layout.logs, join(layout.folder, "hosts")])
    mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(await createClusterCertificates(new Date())))
    writeFileSync(join(layout.certificates, name), text, { mode: 0o600 });
  for (const [name, text] of Object.entries(configurationsOf(layout))) {
    const file = join(layout.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
  }
  for (const path of volumePaths(layout)) {
    mkdirSync(path, { recursive: true });
    // whoever the pods run as
    chmodSync(path, 0o777);
  }
}

/** A network with nothing outside: the default route ends at the node itself. */
async function setUpNetwork(): Promise<void> {
  await $`ip link set lo up`.quiet();
  await $`ip link add eth0 type veth peer name eth0-end`.quiet();
  await $`ip address add ${NODE_ADDRESS}/24 dev eth0`.quiet();
  await $`ip link set eth0 up`.quiet();
  await $`ip link set eth0-end up`.quiet();
  await $`ip route add default dev eth0`.quiet();
  await $`sysctl -qw net.ipv4.ip_forward=1`.quiet();
  // absent where bridged packets do not pass through iptables
  await $`sysctl -eqw net.bridge.bridge-nf-call-iptables=1`.quiet().nothrow();
}

function volumePaths({ folder }: Layout): string[] {
  return Array.from({ length: VOLUMES }, (_, index) => join(folder, "volumes", String(index + 1)));
}

function objectsOf(layout: Layout): object[] {
  const metadata = { name: "metrics", namespace: "kube-system" };
  const authority = readFileSync(join(layout.certificates, "ca.crt"));
  return [
    ...volumePaths(layout).map((path, index) => ({
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name: `volume-${index + 1}` },
      spec: {
        capacity: { storage: "10Gi" },
        accessModes: ["ReadWriteOnce"],
        hostPath: { path },
      },
    })),
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: { ports: [{ port: 443, targetPort: METRICS_PORT }] },
    },
    {
      apiVersion: "v1",
      kind: "Endpoints",
      metadata,
      subsets: [{ addresses: [{ ip: NODE_ADDRESS }], ports: [{ port: METRICS_PORT }] }],
    },
    {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: METRICS_API.split("/").reverse().join(".") },
      spec: {
        group: "metrics.k8s.io",
        version: "v1beta1",
        groupPriorityMinimum: 100,
        versionPriority: 100,
        service: metadata,
        caBundle: authority.toString("base64"),
      },
    },
  ];
}
