import { resolve } from "node:path";
import { createSupervisor, type SupervisedProcess } from "@repo/local-stack";

const LISTENING = "listening on ";

export interface HttpTargetProcess extends AsyncDisposable {
  url: string;
  process: SupervisedProcess;
}

/** Starts an HTTP target that notes its calls in `startsFile`. */
export async function startHttpTarget(startsFile: string): Promise<HttpTargetProcess> {
  let url = "";
  const started = await createSupervisor().start({
    name: "http target",
    command: [process.execPath, resolve(import.meta.dirname, "http-target.ts")],
    environment: { BENCH_STARTS_FILE: startsFile },
    readyWhen: {
      line: (line) => {
        if (line.startsWith(LISTENING)) url = line.slice(LISTENING.length);
        return url !== "";
      },
    },
  });
  return { url, process: started, [Symbol.asyncDispose]: async () => void (await started.stop(2_000)) };
}
