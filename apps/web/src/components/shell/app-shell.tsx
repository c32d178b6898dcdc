"use client";

import type { Role } from "@repo/core";
import { MenuIcon, PanelLeftIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { LivePill } from "@/components/live/live-pill.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@/components/ui/sheet.tsx";
import { cn } from "@/lib/class-names.ts";
import { rememberInCookie, SIDEBAR_COOKIE } from "@/lib/cookies.ts";
import { Brand, SidebarNavigation } from "./sidebar.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { UserMenu } from "./user-menu.tsx";

export interface ShellUser {
  username: string;
  displayName: string;
  role: Role;
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
        className={cn(
          "sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-surface-sunken transition-[width] duration-150 md:flex",
          isCollapsed ? "w-14" : "w-56",
        )}
      >
        <Brand isCollapsed={isCollapsed} />
        <SidebarNavigation role={user.role} isCollapsed={isCollapsed} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-2 border-b bg-background/95 px-3 backdrop-blur-sm md:px-5">
          <Drawer role={user.role} />
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
          <div className="flex-1" />
          <LivePill />
          <ThemeMenu />
          <UserMenu user={user} />
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-440 flex-1 px-3 py-5 outline-none md:px-6"
        >
          {children}
        </main>
      </div>
    </div>
  );
}

function Drawer({ role }: { role: Role }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Sheet open={isOpen} onOpenChange={setIsOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Open navigation" className="-ml-1 md:hidden">
          <MenuIcon aria-hidden />
        </Button>
      </SheetTrigger>
      <SheetContent side="left" className="max-w-64" aria-describedby={undefined}>
        <SheetTitle className="sr-only">Navigation</SheetTitle>
        <Brand />
        <SidebarNavigation role={role} onNavigate={() => setIsOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
