import { spawn } from "node:child_process";

/**
 * A shell that reads its standard input, which only this process writes to. A line means "all is well, go". The end
 * of the input without one means that this process was killed: end what it would have ended.
 * Signals are ignored: a test runner ends what a test file has started, and the guardian has its work before it then.
 * A zombie counts as ended: where PID 1 of a container does not reap, it stays for ever.
 * `$1` seconds of grace, `$2` signal, `$3` folder to remove ("" for none), then what `kill` takes: a pid, or -group.
 */
const SCRIPT = `
trap '' HUP INT TERM
echo at my post
exec >/dev/null
if read -r dismissed; then exit 0; fi
ticks=$(($1 * 10)) signal=$2 folder=$3
shift 3
for target; do kill -s "$signal" -- "$target" 2>/dev/null; done
is_zombie() { read -r stat 2>/dev/null <"/proc/$1/stat" && case $stat in *") Z "*) ;; *) false ;; esac; }
any_left() {
  for target; do kill -s 0 -- "$target" 2>/dev/null && ! is_zombie "$target" && return 0; done
  return 1
}
while [ "$ticks" -gt 0 ] && any_left "$@"; do sleep 0.1; ticks=$((ticks - 1)); done
for target; do kill -s KILL -- "$target" 2>/dev/null; done
[ -z "$folder" ] || rm -rf -- "$folder"
`;

export interface GuardianOptions {
  /** Process ids, or negative process group ids. */
  targets: readonly number[];
  signal: NodeJS.Signals;
  graceSeconds: number;
  /** Removed once the targets are gone. */
  folder?: string;
}

export interface Guardian {
  /** Called when the targets have ended in the ordinary way. */
  dismiss(): void;
}

/**
 * Watches over this process from outside, so that not even a SIGKILL of it leaves `targets` and `folder` behind.
 * Plain `sh`, because the targets need not know of it and it costs nothing while it waits.
 */
export async function postGuardian(options: GuardianOptions): Promise<Guardian> {
  const { targets, signal, graceSeconds, folder = "" } = options;
  const args = [String(graceSeconds), signal.replace("SIG", ""), folder, ...targets.map(String)];
  const shell = spawn("sh", ["-c", SCRIPT, "guardian", ...args], {
    // out of reach of a Ctrl-C, and of whoever ends this process with its whole group
    detached: true,
    cwd: "/",
    stdio: ["pipe", "pipe", "ignore"],
  });
  shell.stdin.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    shell.once("error", reject);
    shell.once("exit", () =>
      reject(new Error("the shell that is to clean up after this process does not run")),
    );
    shell.stdout.once("data", () => resolve());
  });
  shell.stdout.destroy();
  shell.unref();
  return { dismiss: () => void shell.stdin.end("dismissed\n") };
}
