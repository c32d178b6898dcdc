"use client";

import type { Session } from "@repo/core";
import { columnsFor } from "@/components/data-table/columns.ts";
import { DataTable } from "@/components/data-table/data-table.tsx";
import { DialogButton } from "@/components/dialog-button.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";
import { RelativeTime } from "@/components/timestamp.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { describeDevice } from "./describe-device.ts";

const EndSessionDialog = loadLazily(() =>
  import("./end-session-dialog.tsx").then((module) => module.EndSessionDialog),
);

const column = columnsFor<Session>();
const COLUMNS = [
  column.accessor("userAgent", {
    header: "Device",
    cell: ({ row: { original } }) => (
      <span className="flex items-center gap-2 whitespace-nowrap font-medium" title={original.userAgent}>
        {describeDevice(original.userAgent)}
        {original.current && <Badge tone="success">this one</Badge>}
      </span>
    ),
  }),
  column.accessor("address", {
    header: "Address",
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue() || "unknown"}</span>,
  }),
  column.accessor("refreshedAt", {
    header: "Last seen",
    cell: ({ getValue }) => <RelativeTime at={getValue()} />,
  }),
  column.accessor("createdAt", {
    header: "Signed in",
    cell: ({ getValue }) => <RelativeTime at={getValue()} className="text-muted-foreground" />,
  }),
  column.accessor("expiresAt", {
    header: "Ends",
    cell: ({ getValue }) => <RelativeTime at={getValue()} className="text-muted-foreground" />,
  }),
  column.display({
    id: "actions",
    header: <span className="sr-only">Actions</span>,
    cell: ({ row: { original } }) =>
      original.current ? null : (
        <DialogButton
          size="sm"
          aria-label={`End the session of ${describeDevice(original.userAgent)} at ${original.address}`}
          dialog={(close) => <EndSessionDialog session={original} onClose={close} />}
        >
          End
        </DialogButton>
      ),
  }),
];

const CLASSES: Readonly<Record<string, string>> = {
  createdAt: "max-md:hidden",
  expiresAt: "max-md:hidden",
  actions: "sticky right-0 w-px bg-inherit text-right",
};

/** Where the user is signed in. There always is one: this. */
export function SessionList({ sessions }: { sessions: readonly Session[] }) {
  return (
    <DataTable
      label="Sessions"
      columns={COLUMNS}
      rows={sessions}
      rowId={({ id }) => id}
      empty={null}
      classNameOf={(id) => CLASSES[id]}
    />
  );
}
