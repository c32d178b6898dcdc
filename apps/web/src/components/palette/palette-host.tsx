"use client";

import { SearchIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { loadLazily } from "@/components/load-lazily.tsx";
import { NAVIGATION_ITEMS } from "@/components/shell/navigation.ts";
import { Button } from "@/components/ui/button.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

// loaded when it is opened for the first time
const CommandPalette = loadLazily(() =>
  import("./command-palette.tsx").then((module) => module.CommandPalette),
);
const ShortcutsSheet = loadLazily(() =>
  import("./shortcuts-sheet.tsx").then((module) => module.ShortcutsSheet),
);

/** The button that opens the command palette, and all shortcuts of the keyboard. */
export function PaletteHost({
  pages,
  onToggleSidebar,
}: {
  /** Paths of the pages that the user may see. */
  pages: readonly string[];
  onToggleSidebar: () => void;
}) {
  const router = useRouter();
  const [opened, setOpened] = useState<"PALETTE" | "HELP">();
  const close = () => setOpened(undefined);
  useShortcuts((action) => {
    switch (action.type) {
      case "PALETTE":
        return setOpened(opened === "PALETTE" ? undefined : "PALETTE");
      case "HELP":
        return setOpened("HELP");
      case "SIDEBAR":
        return onToggleSidebar();
      case "SEARCH":
        return document.querySelector<HTMLElement>("[data-shortcut=search]")?.focus();
      case "GO": {
        const item = NAVIGATION_ITEMS.find(({ key, href }) => key === action.key && pages.includes(href));
        if (item !== undefined) router.push(item.href);
        return;
      }
    }
  });
  return (
    <>
      <Button
        onClick={() => setOpened("PALETTE")}
        aria-keyshortcuts="Control+K Meta+K"
        className="w-9 justify-center px-0 font-normal text-muted-foreground sm:w-56 sm:justify-start sm:px-2.5"
      >
        <SearchIcon aria-hidden />
        <span className="sr-only sm:not-sr-only">Search or jump to …</span>
        <Kbd className="ml-auto hidden sm:inline-flex">Ctrl K</Kbd>
      </Button>
      {opened === "PALETTE" && (
        <CommandPalette pages={pages} onClose={close} onHelp={() => setOpened("HELP")} />
      )}
      {opened === "HELP" && <ShortcutsSheet pages={pages} onClose={close} />}
    </>
  );
}
