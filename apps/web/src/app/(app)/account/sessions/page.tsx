import type { Metadata } from "next";
import { Card, CardDescription, CardHeader } from "@/components/ui/card.tsx";
import { EndOtherSessionsButton } from "@/features/account/end-other-sessions-button.tsx";
import { listSessions } from "@/features/account/list-sessions.ts";
import { SessionList } from "@/features/account/session-list.tsx";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const sessions = await listSessions();
  return (
    <Card>
      <CardHeader>
        <CardDescription>Where you are signed in. End what you do not recognise.</CardDescription>
        {sessions.length > 1 && (
          <div className="ml-auto">
            <EndOtherSessionsButton count={sessions.length - 1} />
          </div>
        )}
      </CardHeader>
      <SessionList sessions={sessions} />
    </Card>
  );
}
