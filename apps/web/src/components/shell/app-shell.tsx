"use client";

import type { Role } from "@repo/core";
import { PanelLeftIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { LivePill } from "@/components/live/live-pill.tsx";
import { PaletteHost } from "@/components/palette/palette-host.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/lib/class-names.ts";
import { rememberInCookie, SIDEBAR_COOKIE } from "@/lib/cookies.ts";
import { Brand } from "./brand.tsx";
import { SidebarNavigation } from "./sidebar.tsx";
import { NavigationButton, ThemeButton, UserButton } from "./top-bar-menus.tsx";

export interface ShellUser {
  username: string;
  displayName: string;
  role: Role;
  /** Paths of the pages that the user may see. */
  pages: readonly string[];
}

/** What is around every page of a signed-in user. */
export function AppShell({
  user,
  startsCollapsed,
  children,
}: {
  user: ShellUser;
  startsCollapsed: boolean;
  children: ReactNode;
}) {
  const [isCollapsed, setIsCollapsed] = useState(startsCollapsed);
  const toggle = () => {
    setIsCollapsed(!isCollapsed);
    // remembered where the server sees it, so that the next page does not jump
    rememberInCookie(SIDEBAR_COOKIE, isCollapsed ? "open" : "collapsed");
  };
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside
        aria-label="Sidebar"
        className={cn(
          "sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-surface-sunken transition-[width] duration-150 md:flex",
          isCollapsed ? "w-14" : "w-56",
        )}
      >
        <Brand isCollapsed={isCollapsed} />
        <SidebarNavigation pages={user.pages} isCollapsed={isCollapsed} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-2 border-b bg-background/95 px-3 backdrop-blur-sm md:px-5">
          <NavigationButton pages={user.pages} />
          <Button
            variant="ghost"
            size="icon"
            onClick={toggle}
            aria-expanded={!isCollapsed}
            aria-label="Sidebar"
            className="-ml-2 hidden md:inline-flex"
          >
            <PanelLeftIcon aria-hidden />
          </Button>
          <PaletteHost pages={user.pages} onToggleSidebar={toggle} />
          <div className="flex-1" />
          <LivePill />
          <ThemeButton />
          <UserButton user={user} />
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-440 min-[3200px]:max-w-560 flex-1 px-3 py-5 outline-none md:px-6"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
