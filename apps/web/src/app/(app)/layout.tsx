import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { LiveProvider } from "@/components/live/live-provider.tsx";
import { AppShell } from "@/components/shell/app-shell.tsx";
import { TooltipProvider } from "@/components/ui/tooltip.tsx";
import { ViewerClockProvider } from "@/components/viewer-clock.tsx";
import { SIDEBAR_COOKIE, VIEWER_ZONE_COOKIE } from "@/lib/cookies.ts";
import { isTimeZone } from "@/lib/time-zones.ts";
import { requireUser } from "@/server/session/current-user.ts";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { username, displayName, role } = await requireUser();
  const jar = await cookies();
  const zone = jar.get(VIEWER_ZONE_COOKIE)?.value;
  return (
    <NuqsAdapter>
      <ViewerClockProvider
        zone={zone !== undefined && isTimeZone(zone) ? zone : "UTC"}
        renderedAt={Date.now()}
      >
        <LiveProvider>
          <TooltipProvider delayDuration={300}>
            <AppShell
              user={{ username, displayName, role }}
              startsCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"}
            >
              {children}
            </AppShell>
          </TooltipProvider>
        </LiveProvider>
      </ViewerClockProvider>
    </NuqsAdapter>
  );
}
