import "server-only";
import { DomainError, parseRunId, type Run } from "@repo/core";
import { decodeRun } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { notFound } from "next/navigation";
import { cache } from "react";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** A run with its attempts; the "not found" page when there is none. Asked once for each request. */
export const getRun = cache(async (id: string): Promise<Run> => {
  if (!isRunId(id)) notFound();
  return decodeRun((await read(api(RunService).getRun({ id }))).run);
});

function isRunId(id: string): boolean {
  try {
    parseRunId(id);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
