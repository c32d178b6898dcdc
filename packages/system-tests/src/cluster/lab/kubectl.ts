import { join } from "node:path";
import { spawn } from "bun";
import type { Layout } from "./layout.ts";

export type Kubectl = (args: readonly string[], input?: string) => Promise<string>;

/** kubectl as the cluster's administrator. @returns what it prints @throws with what it prints as its error */
export function createKubectl({ binaries, adminConfig }: Layout): Kubectl {
  return async (args, input = "") => {
    const child = spawn([join(binaries, "kubectl"), `--kubeconfig=${adminConfig}`, ...args], {
      stdin: new Blob([input]),
      stdout: "pipe",
      stderr: "pipe",
    });
    const [output, errors, code] = await Promise.all([
      child.stdout.text(),
      child.stderr.text(),
      child.exited,
    ]);
    if (code !== 0) throw new Error(`kubectl ${args.join(" ")}: ${errors.trim() || output.trim()}`);
    return output;
  };
}
