"use server";

import type { NewSavedView } from "@repo/core";
import { decodeSavedView, encodeNewSavedView } from "@repo/proto";
import { SavedViewService } from "@repo/proto/user/v1/saved_view_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";
import type { View } from "./view.ts";

/** Keeps a view of a list for the user, in place of one of the same name. */
export async function saveView(view: NewSavedView): Promise<ActionResult<View>> {
  return act(async () => {
    const { savedView } = await api(SavedViewService).saveView(encodeNewSavedView(view));
    const { name, query } = decodeSavedView(savedView);
    return { name, query };
  });
}
