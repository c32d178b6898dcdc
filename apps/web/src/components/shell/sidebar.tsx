"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/lib/class-names.ts";
import { isWithin, NAVIGATION } from "./navigation.ts";

/** The pages of the application. Collapsed it shows icons only, whose names stay for readers. */
export function SidebarNavigation({
  pages,
  isCollapsed = false,
  onNavigate,
}: {
  /** Paths of the pages that the user may see. */
  pages: readonly string[];
  isCollapsed?: boolean;
  onNavigate?: () => void;
}) {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-1 flex-col gap-4 overflow-y-auto px-2 py-3">
      {NAVIGATION.map(({ label, items }) => {
        const visible = items.filter(({ href }) => pages.includes(href));
        if (visible.length === 0) return null;
        return (
          <div key={label}>
            <p
              className={cn("px-2 pb-1 font-medium text-muted-foreground text-xs", isCollapsed && "sr-only")}
            >
              {label}
            </p>
            <ul className="flex flex-col gap-px">
              {visible.map(({ href, label: name, icon: Icon }) => {
                const isCurrent = isWithin(path, href);
                return (
                  <li key={href}>
                    <Link
                      href={href}
                      {...(onNavigate !== undefined && { onClick: onNavigate })}
                      aria-current={isCurrent ? "page" : undefined}
                      title={isCollapsed ? name : undefined}
                      className={cn(
                        "flex h-8 items-center gap-2.5 rounded-md px-2 text-muted-foreground transition-colors hover:bg-hover hover:text-foreground",
                        isCurrent && "bg-selected font-medium text-foreground",
                        isCollapsed && "justify-center",
                      )}
                    >
                      <Icon className="size-4 shrink-0" aria-hidden />
                      <span className={cn("truncate", isCollapsed && "sr-only")}>{name}</span>
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
