"use client";

import type { ViewPage } from "@repo/core";
import { startTransition, useCallback, useOptimistic, useState } from "react";
import type { ActionResult } from "@/server/act.ts";
import { deleteSavedView } from "./delete-saved-view.ts";
import { listSavedViews } from "./list-saved-views.ts";
import { saveView } from "./save-view.ts";
import { type View, withoutView, withView } from "./view.ts";

/**
 * The user's own views of a list, as the server keeps them. What is changed shows at once, and is taken back when the
 * server refuses it.
 */
export function useSavedViews(page: ViewPage) {
  const [kept, setKept] = useState<readonly View[]>();
  const [views, showAtOnce] = useOptimistic(kept);
  const [loadingError, setLoadingError] = useState<string>();

  const load = useCallback(async () => {
    const result = await listSavedViews(page);
    setLoadingError(result.ok ? undefined : result.errors.formError);
    if (result.ok) setKept(result.value);
  }, [page]);

  /** To be called in a transition. */
  const save = async (view: View): Promise<ActionResult<View>> => {
    if (view.name !== "") showAtOnce(withView(kept ?? [], view));
    const result = await saveView({ page, ...view });
    if (result.ok) startTransition(() => setKept((known) => withView(known ?? [], result.value)));
    return result;
  };

  /** To be called in a transition. */
  const forget = async (name: string): Promise<ActionResult> => {
    showAtOnce(withoutView(kept ?? [], name));
    const result = await deleteSavedView({ page, name });
    // one that is not there any more was forgotten on another device
    if (result.ok || result.errors.code === "NOT_FOUND") {
      startTransition(() => setKept((known) => known && withoutView(known, name)));
      return { ok: true, value: undefined };
    }
    return result;
  };

  return { views, loadingError, load, save, forget };
}
