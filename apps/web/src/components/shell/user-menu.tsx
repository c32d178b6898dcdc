"use client";

import { LogOutIcon, UserIcon } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { signOut } from "@/features/account/sign-out.ts";
import { ROLE_LABELS } from "@/lib/roles.ts";
import type { ShellUser } from "./app-shell.tsx";

export function UserMenu({ user }: { user: ShellUser }) {
  const name = user.displayName || user.username;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Account of ${name}`}>
          <span
            aria-hidden
            className="flex size-6 items-center justify-center rounded-full bg-selected font-semibold text-foreground text-xs uppercase"
          >
            {name.slice(0, 1)}
          </span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-52">
        <DropdownMenuLabel className="flex flex-col">
          <span className="truncate font-medium text-foreground text-sm">{name}</span>
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
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOutIcon aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
