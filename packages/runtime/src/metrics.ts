import { collectDefaultMetrics, Gauge, Registry } from "prom-client";

export { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** A process's own registry, with CPU, memory and event loop lag in it already. */
export function createMetricsRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Exposes how far this process's clock is from the database's. */
export function measureClockSkew(registry: Registry, clock: { readonly skew: number | undefined }): void {
  new Gauge({
    name: "clock_skew_seconds",
    help: "How far the clock of this process is ahead of the database's.",
    registers: [registry],
    collect() {
      if (clock.skew !== undefined) this.set(clock.skew / 1_000);
    },
  });
}
