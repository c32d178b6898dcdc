import type { Role } from "@repo/core";
import {
  CalendarClockIcon,
  CalendarDaysIcon,
  HistoryIcon,
  LayoutDashboardIcon,
  type LucideIcon,
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
    ],
  },
];

/** Every page of the navigation. */
export const NAVIGATION_ITEMS: readonly NavigationItem[] = NAVIGATION.flatMap(({ items }) => items);

/** Whether a page belongs to an item: the item's own page, or one beneath it. */
export function isWithin(path: string, href: string): boolean {
  return path === href || (href !== "/" && path.startsWith(`${href}/`));
}
