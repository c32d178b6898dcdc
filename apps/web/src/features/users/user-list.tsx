"use client";

import type { User } from "@repo/core";
import { CheckIcon, EllipsisIcon, KeyRoundIcon, UserXIcon } from "lucide-react";
import type { ReactNode } from "react";
import { columnsFor } from "@/components/data-table/columns.ts";
import { DataTable } from "@/components/data-table/data-table.tsx";
import { openLazily } from "@/components/open-lazily.tsx";
import { RelativeTime } from "@/components/timestamp.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ROLE_LABELS } from "@/lib/roles.ts";

const UserActions = openLazily(() => import("./user-actions.tsx").then((module) => module.UserActions));

export interface UserRow extends User {
  /** Whether it is the one who looks. */
  isSelf: boolean;
}

const NOTHING = <span className="text-muted-foreground">–</span>;
const column = columnsFor<UserRow>();
const COLUMNS = [
  column.accessor("username", {
    header: "User",
    cell: ({ row: { original } }) => (
      <span className="flex min-w-0 flex-col">
        <span className="flex items-center gap-2">
          <span className="wrap-anywhere font-medium">{original.username}</span>
          {original.isSelf && <Badge tone="outline">you</Badge>}
        </span>
        {original.displayName !== "" && (
          <span className="wrap-anywhere text-muted-foreground text-xs">{original.displayName}</span>
        )}
      </span>
    ),
  }),
  column.accessor("role", { header: "Role", cell: ({ getValue }) => ROLE_LABELS[getValue()] }),
  column.accessor("team", { header: "Team", cell: ({ getValue }) => getValue() || NOTHING }),
  column.accessor("state", { header: "State", cell: ({ row: { original } }) => <State user={original} /> }),
  column.accessor("lastSignInAt", {
    header: "Last sign-in",
    cell: ({ getValue }) => {
      const at = getValue();
      return at === undefined ? (
        <span className="text-muted-foreground">never</span>
      ) : (
        <RelativeTime at={at} />
      );
    },
  }),
  column.display({
    id: "actions",
    header: <span className="sr-only">Actions</span>,
    cell: ({ row: { original } }) => (
      <UserActions
        user={original}
        isSelf={original.isSelf}
        trigger={
          <Button variant="ghost" size="icon-sm" aria-label={`Actions of ${original.username}`}>
            <EllipsisIcon aria-hidden />
          </Button>
        }
      />
    ),
  }),
];

const CLASSES: Readonly<Record<string, string>> = {
  team: "max-md:hidden",
  lastSignInAt: "max-md:hidden",
  actions: "sticky right-0 w-px bg-inherit text-right",
};

function State({ user: { state, passwordChangeRequired } }: { user: User }) {
  if (state === "DISABLED") {
    return (
      <Badge tone="quiet">
        <UserXIcon aria-hidden />
        Disabled
      </Badge>
    );
  }
  if (passwordChangeRequired) {
    return (
      <Badge tone="warning">
        <KeyRoundIcon aria-hidden />
        One-time password
      </Badge>
    );
  }
  return (
    <Badge tone="success">
      <CheckIcon aria-hidden />
      Active
    </Badge>
  );
}

/** A page of users. */
export function UserList({ users, empty }: { users: readonly UserRow[]; empty: ReactNode }) {
  return (
    <DataTable
      label="Users"
      columns={COLUMNS}
      rows={users}
      rowId={({ id }) => id}
      empty={empty}
      classNameOf={(id) => CLASSES[id]}
    />
  );
}
