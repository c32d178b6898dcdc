"use client";

import type { ApiToken } from "@repo/core";
import { KeyRoundIcon } from "lucide-react";
import { columnsFor } from "@/components/data-table/columns.ts";
import { DataTable } from "@/components/data-table/data-table.tsx";
import { DialogButton } from "@/components/dialog-button.tsx";
import { EmptyState } from "@/components/empty-state.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";
import { RelativeTime } from "@/components/timestamp.tsx";
import { useNow } from "@/components/viewer-clock.tsx";
import { ROLE_LABELS } from "@/lib/roles.ts";

const RevokeApiTokenDialog = loadLazily(() =>
  import("./revoke-api-token-dialog.tsx").then((module) => module.RevokeApiTokenDialog),
);

const SOON = 7 * 86_400_000;
const column = columnsFor<ApiToken>();
const COLUMNS = [
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <span className="flex min-w-32 flex-col">
        <span className="font-medium">{original.name}</span>
        <span className="font-mono text-muted-foreground text-xs">{original.prefix}…</span>
      </span>
    ),
  }),
  column.accessor("role", { header: "Role", cell: ({ getValue }) => ROLE_LABELS[getValue()] }),
  column.accessor("lastUsedAt", {
    header: "Last used",
    cell: ({ getValue }) => {
      const at = getValue();
      return at === undefined ? (
        <span className="text-muted-foreground">never</span>
      ) : (
        <RelativeTime at={at} />
      );
    },
  }),
  column.accessor("expiresAt", {
    header: "Expires",
    cell: ({ getValue }) => <Expiry at={getValue()} />,
  }),
  column.accessor("createdAt", {
    header: "Created",
    cell: ({ getValue }) => <RelativeTime at={getValue()} className="text-muted-foreground" />,
  }),
  column.display({
    id: "actions",
    header: <span className="sr-only">Actions</span>,
    cell: ({ row: { original } }) => (
      <DialogButton
        size="sm"
        aria-label={`Revoke ${original.name}`}
        dialog={(close) => <RevokeApiTokenDialog token={original} onClose={close} />}
      >
        Revoke
      </DialogButton>
    ),
  }),
];

const CLASSES: Readonly<Record<string, string>> = {
  role: "max-sm:hidden",
  lastUsedAt: "max-sm:hidden",
  createdAt: "max-md:hidden",
  actions: "sticky right-0 w-px bg-inherit text-right",
};

function Expiry({ at }: { at: Date }) {
  const now = useNow();
  const isOver = at <= now;
  const isSoon = at.getTime() - now.getTime() < SOON;
  return (
    <span className={isSoon ? "font-medium text-warning" : ""}>
      {isOver && "expired "}
      <RelativeTime at={at} />
    </span>
  );
}

/** Credentials of the user's programs. */
export function ApiTokenList({ tokens }: { tokens: readonly ApiToken[] }) {
  return (
    <DataTable
      label="API tokens"
      columns={COLUMNS}
      rows={tokens}
      rowId={({ id }) => id}
      empty={
        <EmptyState icon={KeyRoundIcon} title="No program acts as you">
          A token lets the CLI, a script or CI use the API in your name, with a role of its own, until it
          expires or you revoke it.
        </EmptyState>
      }
      classNameOf={(id) => CLASSES[id]}
    />
  );
}
