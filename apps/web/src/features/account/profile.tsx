import type { User } from "@repo/core";
import { Description, DescriptionList } from "@/components/description-list.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { ROLE_DESCRIPTIONS, ROLE_LABELS } from "@/lib/roles.ts";
import { ChangePasswordForm } from "./change-password-form.tsx";

/** Who the user is, as the API knows it. */
export function Profile({ user }: { user: User }) {
  return (
    <div className="grid max-w-5xl items-start gap-4 lg:grid-cols-2">
      <Card>
        <CardHeader>
          <CardTitle>{user.displayName || user.username}</CardTitle>
          <CardDescription className="text-xs">
            Name, role and team are changed by an administrator.
          </CardDescription>
        </CardHeader>
        <CardContent>
          <DescriptionList>
            <Description name="Username">{user.username}</Description>
            <Description name="Role">
              {ROLE_LABELS[user.role]}
              <span className="block text-muted-foreground">{ROLE_DESCRIPTIONS[user.role]}</span>
            </Description>
            <Description name="Team">{user.team || "none"}</Description>
            <Description name="Last sign-in">
              {user.lastSignInAt === undefined ? "never" : <RelativeTime at={user.lastSignInAt} />}
            </Description>
            <Description name="Member since">
              <Timestamp at={user.createdAt} />
            </Description>
          </DescriptionList>
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Password</CardTitle>
          <CardDescription className="text-xs">Changing it ends your other sessions.</CardDescription>
        </CardHeader>
        <CardContent>
          <ChangePasswordForm username={user.username} />
        </CardContent>
      </Card>
    </div>
  );
}
