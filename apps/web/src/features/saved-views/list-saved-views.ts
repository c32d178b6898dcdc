"use server";

import type { ViewPage } from "@repo/core";
import { decodeSavedView, encodeViewPage } from "@repo/proto";
import { SavedViewService } from "@repo/proto/user/v1/saved_view_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";
import type { View } from "./view.ts";

/** The user's own views of a list, the latest saved first. */
export async function listSavedViews(page: ViewPage): Promise<ActionResult<View[]>> {
  return act(async () => {
    const { savedViews } = await api(SavedViewService).listSavedViews({ page: encodeViewPage(page) });
    return savedViews.map(decodeSavedView).map(({ name, query }) => ({ name, query }));
  });
}
