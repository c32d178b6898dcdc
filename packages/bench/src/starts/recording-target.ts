import { resolve } from "node:path";
import { plugin } from "bun";

// Preloaded into a worker: its no-op target notes when it was called, and is otherwise what it was.

const RECORDER = resolve(import.meta.dirname, "start-recorder.ts");

plugin({
  name: "recording-target",
  setup(build) {
    build.onLoad({ filter: /services\/worker\/src\/targets\/noop\.ts$/ }, () => ({
      loader: "ts",
      contents: `
        import { createStartRecorder } from ${JSON.stringify(RECORDER)};
        const record = createStartRecorder(process.env.BENCH_STARTS_FILE);
        export const runNoop = async (_target, { run }) => {
          record(run.id, run.fireAt.getTime());
          return { ok: true };
        };
      `,
    }));
  },
});
