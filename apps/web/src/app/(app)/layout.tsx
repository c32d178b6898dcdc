import { type Role, roleIncludes } from "@repo/core";
import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { LiveProvider } from "@/components/live/live-provider.tsx";
import { PALETTE_PAGES } from "@/components/palette/palette-pages.ts";
import { AppShell } from "@/components/shell/app-shell.tsx";
import { ViewerClockProvider } from "@/components/viewer-clock.tsx";
import { SIDEBAR_COOKIE } from "@/lib/cookies.ts";
import { requireUser } from "@/server/session/current-user.ts";
import { prefersUtc, readViewerZone } from "@/server/viewer-zone.ts";

/** Paths of the pages that a role may see. What it may do there is decided by the API. */
function pagesFor(role: Role): string[] {
  const visible = PALETTE_PAGES.filter((item) => item.role === undefined || roleIncludes(role, item.role));
  return visible.map(({ href }) => href);
}

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { username, displayName, role } = await requireUser();
  const jar = await cookies();
  return (
    <NuqsAdapter>
      <ViewerClockProvider
        zone={await readViewerZone()}
        isChosen={await prefersUtc()}
        renderedAt={Date.now()}
      >
        <LiveProvider>
          <AppShell
            user={{ username, displayName, role, pages: pagesFor(role) }}
            startsCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"}
          >
            {children}
          </AppShell>
        </LiveProvider>
      </ViewerClockProvider>
    </NuqsAdapter>
  );
}
