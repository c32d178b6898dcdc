import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Kubectl } from "./lab/kubectl.ts";
import { NAMESPACE } from "./stage.ts";

const LOG_LINES = 12;
const EVENTS = 40;

/** What there is to see of a cluster in which a test has failed: pods, events, the ends of all logs. */
export async function diagnose(kubectl: Kubectl, componentLogs: string): Promise<string> {
  const ask = (...args: string[]) => kubectl(args).catch((error: Error) => error.message);
  const events = await ask("get", "events", "--all-namespaces", "--sort-by=.lastTimestamp");
  const pods = (await ask("get", "pods", `--namespace=${NAMESPACE}`, "--output=name")).trim().split("\n");
  const logs = await Promise.all(
    pods.map(async (pod) => {
      const end = ["logs", pod, `--namespace=${NAMESPACE}`, "--all-containers", `--tail=${LOG_LINES}`];
      return [`--- ${pod}`, await ask(...end)];
    }),
  );
  return [
    await ask("get", "pods,hpa,jobs,persistentvolumeclaims", "--all-namespaces", "--output=wide"),
    lastLines(events, EVENTS),
    ...logs.flat(),
    ...readdirSync(componentLogs).flatMap((file) => [
      `--- ${file}`,
      lastLines(readFileSync(join(componentLogs, file), "utf8"), LOG_LINES),
    ]),
  ].join("\n");
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
