export * from "./load.ts";
export type { ServiceProcess, StartOptions } from "./service-process.ts";
export * from "./start-system.ts";
