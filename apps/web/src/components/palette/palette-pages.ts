import { CirclePlusIcon, CircleUserIcon, KeyRoundIcon, MonitorSmartphoneIcon } from "lucide-react";
import { NAVIGATION_ITEMS, type NavigationItem } from "@/components/shell/navigation.ts";

/** A page of the sidebar, or one that only the palette leads to: that has no key. */
export type PalettePage = Omit<NavigationItem, "key"> & { key?: string };

export const PALETTE_PAGES: readonly PalettePage[] = [
  { href: "/schedules/new", label: "New schedule", icon: CirclePlusIcon, role: "EDITOR" },
  ...NAVIGATION_ITEMS,
  { href: "/account/profile", label: "Profile and password", icon: CircleUserIcon },
  { href: "/account/sessions", label: "Sessions", icon: MonitorSmartphoneIcon },
  { href: "/account/tokens", label: "API tokens", icon: KeyRoundIcon },
];
