import { ScheduleDefinition } from "@repo/core";
import { applyDefinition } from "../schedules/apply-definition.ts";
import { listSchedulesTagged, type Schedules } from "../schedules/find-schedules.ts";
import { refreshSample, SAMPLE_TAG, sampleSchedules } from "./sample-schedules.ts";

/**
 * Creates the samples that are missing and refreshes the others.
 *
 * @returns how many there are, and in words which of them were refused
 */
export async function loadSamples(
  client: Schedules,
  options: { echoUrl: string; now: Date },
): Promise<{ count: number; refusals: string[] }> {
  const existing = await listSchedulesTagged(client, SAMPLE_TAG);
  const samples = sampleSchedules(options).map((sample) => ScheduleDefinition.parse(sample));
  const refusals: string[] = [];
  for (const sample of samples) {
    const stored = existing.get(sample.name);
    const wanted = stored === undefined ? sample : refreshSample(stored.definition, sample);
    const applied = await applyDefinition(client, wanted, stored);
    if (applied.outcome === "refused") refusals.push(`${sample.name}: ${applied.reason}`);
  }
  return { count: samples.length, refusals };
}
