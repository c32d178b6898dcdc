import { readFile } from "node:fs/promises";
import type { ScheduleDefinition } from "@repo/core";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { createRpcClient } from "@repo/runtime/rpc/client";
import pLimit from "p-limit";
import { CliError, explainFailure } from "../call-failure.ts";
import { applyDefinition } from "../schedules/apply-definition.ts";
import { listSchedulesTagged, type Schedules } from "../schedules/find-schedules.ts";
import type { Terminal } from "../terminal.ts";
import { type ImportReport, renderImportReport } from "./import-report.ts";
import { mapProwJob, PROW_TAG } from "./prow/map-prow-job.ts";

const CONCURRENCY = 16;

export interface ImportOptions {
  address: string;
  dryRun: boolean;
  strict: boolean;
}

/**
 * Brings Prow's periodic jobs in as schedules; those that are there already are made equal to the file.
 *
 * @returns the exit code: 0, or 1 with `strict` and a refused entry
 * @throws CliError when the file cannot be read or the service is away
 */
export async function importProw(file: string, options: ImportOptions, terminal: Terminal): Promise<number> {
  const entries = await readEntries(file);
  const report: ImportReport = {
    total: entries.length,
    counts: { created: 0, updated: 0, unchanged: 0 },
    refusals: [],
    notes: new Map(),
  };
  const definitions = mapEntries(entries, report);
  if (options.dryRun) report.valid = definitions.length;
  else await applyAll(definitions, options.address, report, terminal);
  for (const line of renderImportReport(report, terminal.paint)) terminal.line(line);
  return options.strict && report.refusals.length > 0 ? 1 : 0;
}

async function readEntries(file: string): Promise<unknown[]> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CliError(`${file} cannot be read: ${error.message}`);
  });
  const parsed = parseJson(text);
  if (!Array.isArray(parsed)) throw new CliError(`${file} must be a JSON array of Prow's periodic jobs`);
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mapEntries(entries: readonly unknown[], report: ImportReport): ScheduleDefinition[] {
  const byName = new Map<string, ScheduleDefinition>();
  for (const entry of entries) {
    const mapped = mapProwJob(entry);
    if ("refusal" in mapped) {
      report.refusals.push({ name: mapped.name, reason: mapped.refusal });
    } else if (byName.has(mapped.definition.name)) {
      report.refusals.push({ name: mapped.name, reason: "an earlier entry of the file has the same name" });
    } else {
      byName.set(mapped.definition.name, mapped.definition);
      for (const note of mapped.notes) report.notes.set(note, (report.notes.get(note) ?? 0) + 1);
    }
  }
  return [...byName.values()];
}

async function applyAll(
  definitions: readonly ScheduleDefinition[],
  address: string,
  report: ImportReport,
  terminal: Terminal,
): Promise<void> {
  const client: Schedules = createRpcClient(ScheduleService, address);
  const limit = pLimit(CONCURRENCY);
  let done = 0;
  try {
    const existing = await listSchedulesTagged(client, PROW_TAG);
    await Promise.all(
      definitions.map((definition) =>
        limit(async () => {
          const applied = await applyDefinition(client, definition, existing.get(definition.name));
          if (applied.outcome === "refused") {
            report.refusals.push({ name: definition.name, reason: applied.reason });
          } else report.counts[applied.outcome] += 1;
          done += 1;
          terminal.status(`  ${done} of ${definitions.length}`);
        }),
      ),
    );
  } catch (error) {
    limit.clearQueue();
    const explained = explainFailure(error, address);
    if (!(explained instanceof CliError) || done === 0) throw explained;
    throw new CliError(
      `${explained.message}\n${done} of ${definitions.length} were stored; run the import again to go on.`,
    );
  } finally {
    client.close();
  }
}
