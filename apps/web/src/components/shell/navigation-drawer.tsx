"use client";

import { useState } from "react";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@/components/ui/sheet.tsx";
import { Brand } from "./brand.tsx";
import { SidebarNavigation } from "./sidebar.tsx";

/** The sidebar of small screens. */
export function NavigationDrawer({ pages, trigger }: { pages: readonly string[] } & OpenedProps) {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <Sheet open={isOpen} onOpenChange={setIsOpen}>
      <SheetTrigger asChild>{trigger}</SheetTrigger>
      <SheetContent side="left" className="max-w-64" aria-describedby={undefined}>
        <SheetTitle className="sr-only">Navigation</SheetTitle>
        <Brand />
        <SidebarNavigation pages={pages} onNavigate={() => setIsOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
