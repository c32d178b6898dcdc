"use client";

import type { Secret } from "@repo/core";
import { LockKeyholeIcon } from "lucide-react";
import { columnsFor } from "@/components/data-table/columns.ts";
import { DataTable } from "@/components/data-table/data-table.tsx";
import { DialogButton } from "@/components/dialog-button.tsx";
import { EmptyState } from "@/components/empty-state.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";
import { RelativeTime } from "@/components/timestamp.tsx";

const PutSecretDialog = loadLazily(() =>
  import("./put-secret-dialog.tsx").then((module) => module.PutSecretDialog),
);
const DeleteSecretDialog = loadLazily(() =>
  import("./delete-secret-dialog.tsx").then((module) => module.DeleteSecretDialog),
);

const column = columnsFor<Secret>();
const COLUMNS = [
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <span className="flex min-w-0 flex-col">
        <span className="wrap-anywhere font-medium font-mono">{original.name}</span>
        <span className="wrap-anywhere text-muted-foreground text-xs">{original.description}</span>
      </span>
    ),
  }),
  column.accessor("hosts", {
    header: "May be sent to",
    cell: ({ getValue }) => <span className="wrap-anywhere font-mono text-xs">{getValue().join(", ")}</span>,
  }),
  column.accessor("updatedAt", {
    header: "Stored",
    cell: ({ row: { original } }) => (
      <span className="whitespace-nowrap">
        <RelativeTime at={original.updatedAt} />
        <span className="text-muted-foreground"> by {original.updatedBy}</span>
      </span>
    ),
  }),
  column.display({
    id: "actions",
    header: <span className="sr-only">Actions</span>,
    cell: ({ row: { original } }) => (
      <span className="flex justify-end gap-1">
        <DialogButton
          size="sm"
          aria-label={`Replace ${original.name}`}
          dialog={(close) => <PutSecretDialog secret={original} onClose={close} />}
        >
          Replace
        </DialogButton>
        <DialogButton
          size="sm"
          variant="ghost"
          aria-label={`Delete ${original.name}`}
          dialog={(close) => <DeleteSecretDialog name={original.name} onClose={close} />}
        >
          Delete
        </DialogButton>
      </span>
    ),
  }),
];

const CLASSES: Readonly<Record<string, string>> = {
  hosts: "max-md:hidden",
  updatedAt: "max-md:hidden",
  actions: "sticky right-0 w-px bg-inherit",
};

/** All secrets, without their values. */
export function SecretList({ secrets }: { secrets: readonly Secret[] }) {
  return (
    <DataTable
      label="Secrets"
      columns={COLUMNS}
      rows={secrets}
      rowId={({ name }) => name}
      empty={
        <EmptyState icon={LockKeyholeIcon} title="No secret is stored">
          Store a password or key here instead of in a schedule, and name it there as{" "}
          <code>{"{{ secrets.NAME }}"}</code> in a header, the body or the payload.
        </EmptyState>
      }
      classNameOf={(id) => CLASSES[id]}
    />
  );
}
