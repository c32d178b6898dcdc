"use server";

import type { SavedViewKey } from "@repo/core";
import { encodeSavedViewKey } from "@repo/proto";
import { SavedViewService } from "@repo/proto/user/v1/saved_view_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Forgets a view of the user's own. */
export async function deleteSavedView(key: SavedViewKey): Promise<ActionResult> {
  return act(async () => {
    await api(SavedViewService).deleteSavedView(encodeSavedViewKey(key));
    return undefined;
  });
}
