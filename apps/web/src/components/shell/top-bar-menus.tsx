"use client";

import { MenuIcon, MoonIcon, SunIcon } from "lucide-react";
import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { UserAvatar } from "@/components/user-avatar.tsx";
import type { ShellUser } from "./app-shell.tsx";

const ThemeMenu = openLazily(() => import("./theme-menu.tsx").then((module) => module.ThemeMenu));
const UserMenu = openLazily(() => import("./user-menu.tsx").then((module) => module.UserMenu));
const NavigationDrawer = openLazily(() =>
  import("./navigation-drawer.tsx").then((module) => module.NavigationDrawer),
);

export function ThemeButton() {
  return (
    <ThemeMenu
      trigger={
        <Button variant="ghost" size="icon" aria-label="Theme">
          <SunIcon className="dark:hidden" aria-hidden />
          <MoonIcon className="hidden dark:block" aria-hidden />
        </Button>
      }
    />
  );
}

export function UserButton({ user }: { user: ShellUser }) {
  const name = user.displayName || user.username;
  return (
    <UserMenu
      user={user}
      trigger={
        <Button variant="ghost" size="icon" aria-label={`Account of ${name}`}>
          <UserAvatar name={name} />
        </Button>
      }
    />
  );
}

export function NavigationButton({ pages }: { pages: readonly string[] }) {
  return (
    <NavigationDrawer
      pages={pages}
      trigger={
        <Button variant="ghost" size="icon" aria-label="Open navigation" className="-ml-1 md:hidden">
          <MenuIcon aria-hidden />
        </Button>
      }
    />
  );
}
