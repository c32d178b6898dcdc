export { type Environment, loadConfig } from "./config.ts";
export {
  addressSetting,
  durationSetting,
  flagSetting,
  integerSetting,
  portSetting,
  urlSetting,
} from "./config-values.ts";
export { type CrashPoint, crashPointSetting, createCrashHook } from "./crash-point.ts";
export { createHealthState, type HealthOptions, type HealthState, type Readiness } from "./health-state.ts";
export { createLogger, type Logger, type LoggerOptions } from "./logger.ts";
export { type Loop, type LoopOptions, startLoop } from "./loop.ts";
export {
  Counter,
  createMetricsRegistry,
  Gauge,
  Histogram,
  measureClockSkew,
  type Registry,
} from "./metrics.ts";
export { type MetricsServer, type MetricsServerOptions, startMetricsServer } from "./metrics-server.ts";
export { ListedProcessConfig, ProcessConfig, RpcServerConfig } from "./process-config.ts";
export { runMain } from "./run-main.ts";
export { onShutdown, type Shutdown, type ShutdownOptions, type ShutdownStep } from "./shutdown.ts";
export { StartupError } from "./startup-error.ts";
