import type { Role } from "@repo/core";
import {
  CalendarClockIcon,
  CalendarDaysIcon,
  HistoryIcon,
  LayoutDashboardIcon,
  LockKeyholeIcon,
  type LucideIcon,
  ScrollTextIcon,
  ServerIcon,
  ShieldCheckIcon,
  UsersIcon,
} from "lucide-react";

export interface NavigationItem {
  href: string;
  label: string;
  icon: LucideIcon;
  /** After `g`: goes there from everywhere. */
  key: string;
  /** The least role that sees it. Default: everybody. */
  role?: Role;
}

export interface NavigationGroup {
  label: string;
  items: readonly NavigationItem[];
}

/** What the sidebar, the command palette and the shortcuts lead to. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    label: "Scheduler",
    items: [
      { href: "/", label: "Overview", icon: LayoutDashboardIcon, key: "o" },
      { href: "/schedules", label: "Schedules", icon: CalendarClockIcon, key: "s" },
      { href: "/runs", label: "Runs", icon: HistoryIcon, key: "r" },
      { href: "/calendar", label: "Calendar", icon: CalendarDaysIcon, key: "c" },
      { href: "/workers", label: "Processes", icon: ServerIcon, key: "p" },
    ],
  },
  {
    label: "Administration",
    items: [
      { href: "/admin/users", label: "Users", icon: UsersIcon, key: "u", role: "ADMIN" },
      { href: "/admin/secrets", label: "Secrets", icon: LockKeyholeIcon, key: "x", role: "ADMIN" },
      { href: "/admin/audit", label: "Audit log", icon: ScrollTextIcon, key: "a", role: "ADMIN" },
      { href: "/admin/security", label: "Security", icon: ShieldCheckIcon, key: "y", role: "ADMIN" },
    ],
  },
];

/** Every page of the navigation. */
export const NAVIGATION_ITEMS: readonly NavigationItem[] = NAVIGATION.flatMap(({ items }) => items);

/** Whether a page belongs to an item: the item's own page, or one beneath it. */
export function isWithin(path: string, href: string): boolean {
  return path === href || (href !== "/" && path.startsWith(`${href}/`));
}
