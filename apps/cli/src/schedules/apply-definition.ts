import type { Schedule, ScheduleDefinition } from "@repo/core";
import { encodeDefinition } from "@repo/proto";
import { RpcError } from "@repo/runtime/rpc/client";
import { describeRefusal, isServiceAway } from "../call-failure.ts";
import { findScheduleByName, type Schedules } from "./find-schedules.ts";

/** What became of a definition that was to be stored. */
export type Applied =
  | { outcome: "created" | "updated" | "unchanged" }
  /** The service said no, and why. */
  | { outcome: "refused"; reason: string };

/**
 * Makes the schedule of a definition's name be as the definition says. Doing it twice changes nothing.
 *
 * @param existing the schedule of that name, if the caller knows it
 * @throws RpcError when the service is away
 */
export async function applyDefinition(
  client: Schedules,
  definition: ScheduleDefinition,
  existing?: Schedule,
): Promise<Applied> {
  try {
    if (existing !== undefined) return await updateIfChanged(client, definition, existing);
    try {
      await client.createSchedule({ definition: encodeDefinition(definition) });
      return { outcome: "created" };
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== "ALREADY_EXISTS") throw error;
      const found = await findScheduleByName(client, definition.name);
      if (found === undefined) throw error;
      return await updateIfChanged(client, definition, found);
    }
  } catch (error) {
    if (!(error instanceof RpcError) || isServiceAway(error)) throw error;
    return { outcome: "refused", reason: describeRefusal(error) };
  }
}

async function updateIfChanged(
  client: Schedules,
  definition: ScheduleDefinition,
  { id, revision, definition: stored }: Schedule,
): Promise<Applied> {
  if (Bun.deepEquals(stored, definition)) return { outcome: "unchanged" };
  await client.updateSchedule({ id, revision, definition: encodeDefinition(definition) });
  return { outcome: "updated" };
}
