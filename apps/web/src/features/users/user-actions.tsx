"use client";

import type { User } from "@repo/core";
import { KeyRoundIcon, PencilIcon, UserCheckIcon, UserXIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import { ShownOnceDialog } from "@/components/shown-once-dialog.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { notify } from "@/lib/notify.ts";
import { DisableUserDialog } from "./disable-user-dialog.tsx";
import { EditUserDialog } from "./edit-user-dialog.tsx";
import { enableUser } from "./enable-user.ts";
import { ResetPasswordDialog } from "./reset-password-dialog.tsx";

/** What can be done with the user of one row. One cannot disable or reset oneself: it would end this session. */
export function UserActions({ user, isSelf, trigger }: { user: User; isSelf: boolean } & OpenedProps) {
  const router = useRouter();
  const [dialog, setDialog] = useState<"edit" | "reset" | "disable">();
  const [oneTimePassword, setOneTimePassword] = useState<string>();
  const close = () => setDialog(undefined);
  const enable = async () => {
    const result = await enableUser(user.id);
    if (!result.ok) return notify.error(result.errors.formError ?? `${user.username} could not be enabled`);
    notify.success(`${user.username} may sign in again`);
    router.refresh();
  };
  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setDialog("edit")}>
            <PencilIcon aria-hidden />
            Edit …
          </DropdownMenuItem>
          {!isSelf && (
            <>
              <DropdownMenuItem onSelect={() => setDialog("reset")}>
                <KeyRoundIcon aria-hidden />
                Reset password …
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              {user.state === "ACTIVE" ? (
                <DropdownMenuItem variant="danger" onSelect={() => setDialog("disable")}>
                  <UserXIcon aria-hidden />
                  Disable …
                </DropdownMenuItem>
              ) : (
                <DropdownMenuItem onSelect={() => void enable()}>
                  <UserCheckIcon aria-hidden />
                  Enable
                </DropdownMenuItem>
              )}
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog === "edit" && <EditUserDialog user={user} onClose={close} />}
      {dialog === "reset" && <ResetPasswordDialog user={user} onReset={setOneTimePassword} onClose={close} />}
      {dialog === "disable" && <DisableUserDialog user={user} onClose={close} />}
      {oneTimePassword !== undefined && (
        <ShownOnceDialog
          title={`${user.username} has a new password`}
          description="Hand it over. It works once: signing in asks for one of their own."
          what="one-time password"
          value={oneTimePassword}
          onClose={() => setOneTimePassword(undefined)}
        />
      )}
    </>
  );
}
