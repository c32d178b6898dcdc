import type { User } from "@repo/core";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { ROLE_DESCRIPTIONS, ROLE_LABELS } from "@/lib/roles.ts";

/** Who the user is, as the API knows it. */
export function Profile({ user }: { user: User }) {
  return (
    <>
      <PageHeader title="Profile" description="Name, role and team are changed by an administrator." />
      <Card className="max-w-2xl">
        <CardHeader>
          <CardTitle>{user.displayName || user.username}</CardTitle>
        </CardHeader>
        <CardContent>
          <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[10rem_1fr]">
            <Entry name="Username">{user.username}</Entry>
            <Entry name="Role">
              {ROLE_LABELS[user.role]}
              <span className="block text-muted-foreground">{ROLE_DESCRIPTIONS[user.role]}</span>
            </Entry>
            <Entry name="Team">{user.team || "none"}</Entry>
            <Entry name="Last sign-in">
              {user.lastSignInAt === undefined ? "never" : <RelativeTime at={user.lastSignInAt} />}
            </Entry>
            <Entry name="Member since">
              <Timestamp at={user.createdAt} />
            </Entry>
          </dl>
        </CardContent>
      </Card>
    </>
  );
}

function Entry({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="-mt-2 sm:mt-0">{children}</dd>
    </div>
  );
}
