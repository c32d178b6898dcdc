import type { NoopTarget } from "@repo/core";
import type { TargetHandler } from "./target-handler.ts";

export const runNoop: TargetHandler<NoopTarget> = async () => ({ ok: true });
