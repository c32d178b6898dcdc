"use client";

import type { ViewPage } from "@repo/core";
import { BookmarkIcon } from "lucide-react";
import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import type { View } from "./view.ts";

const SavedViewsMenu = openLazily(() =>
  import("./saved-views-menu.tsx").then((module) => module.SavedViewsMenu),
);

/** Goes to a view of the list that is shown, and keeps the present one. @param builtIn the views everybody has */
export function SavedViews({ page, builtIn }: { page: ViewPage; builtIn: readonly View[] }) {
  return (
    <SavedViewsMenu
      page={page}
      builtIn={builtIn}
      trigger={
        <Button>
          <BookmarkIcon aria-hidden />
          Saved
        </Button>
      }
    />
  );
}
