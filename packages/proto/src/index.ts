export * from "./backfill-messages.ts";
export * from "./bulk-edit-messages.ts";
export * from "./overview-messages.ts";
export * from "./query-messages.ts";
export * from "./run-messages.ts";
export * from "./schedule-messages.ts";
export * from "./time-messages.ts";
export * from "./user-messages.ts";
