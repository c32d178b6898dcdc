"use client";

import { KeyRoundIcon, LogOutIcon, MonitorSmartphoneIcon, UserIcon } from "lucide-react";
import Link from "next/link";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { browserZone, useTimesChoice } from "@/components/viewer-clock.tsx";
import { signOut } from "@/features/account/sign-out.ts";
import { ROLE_LABELS } from "@/lib/roles.ts";
import type { ShellUser } from "./app-shell.tsx";

export function UserMenu({ user, trigger }: { user: ShellUser } & OpenedProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-52">
        <DropdownMenuLabel className="flex flex-col">
          <span className="truncate font-medium text-foreground text-sm">
            {user.displayName || user.username}
          </span>
          <span className="truncate">
            {user.username} · {ROLE_LABELS[user.role]}
          </span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/account/profile">
            <UserIcon aria-hidden />
            Profile
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/account/sessions">
            <MonitorSmartphoneIcon aria-hidden />
            Sessions
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/account/tokens">
            <KeyRoundIcon aria-hidden />
            API tokens
          </Link>
        </DropdownMenuItem>
        {browserZone() !== "UTC" && <TimesChoice />}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOutIcon aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** In which zone all times are shown: the browser's, or the one that servers and their logs use. */
function TimesChoice() {
  const { choice, choose } = useTimesChoice();
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>Times in</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={choice} onValueChange={choose}>
        <DropdownMenuRadioItem value="local">{browserZone()}</DropdownMenuRadioItem>
        <DropdownMenuRadioItem value="utc">UTC</DropdownMenuRadioItem>
      </DropdownMenuRadioGroup>
    </>
  );
}
