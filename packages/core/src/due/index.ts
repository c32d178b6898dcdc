export { type CompiledTiming, compileTiming } from "./compiled-timing.ts";
export { dueTimesIn, nextDueAt, previousDueAt } from "./due-times.ts";
export { explainSpec, explainTiming } from "./explain.ts";
export { fireAtOf } from "./jitter.ts";
export { type DueTimePreview, type PreviewOptions, previewDueTimes } from "./preview.ts";
export { timingViolations } from "./timing-violations.ts";
