import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const CGROUPS = "/sys/fs/cgroup";

/** What a cluster in this folder has left on the machine: the folder, mounts, cgroups, processes. */
export function listLeftovers(folder: string): string[] {
  const name = basename(folder);
  const cgroups = [CGROUPS, ...readdirSync(CGROUPS).map((hierarchy) => join(CGROUPS, hierarchy))];
  return [
    ...[folder, ...cgroups.map((cgroup) => join(cgroup, name))].filter((path) => existsSync(path)),
    ...readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .filter((mount) => mount.includes(name)),
    ...readdirSync("/proc")
      .filter((pid) => /^\d+$/.test(pid) && commandOf(pid).includes(folder))
      .map((pid) => `process ${pid}`),
  ];
}

function commandOf(pid: string): string {
  try {
    return readFileSync(join("/proc", pid, "cmdline"), "utf8");
  } catch {
    // it has ended meanwhile
    return "";
  }
}
