"use client";

import { CopyPlusIcon, HistoryIcon, Trash2Icon } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import type { ActionDialog } from "./schedule-actions.tsx";

/** What is done with a schedule now and then. */
export function MoreMenu({
  trigger,
  scheduleId,
  onChoose,
}: OpenedProps & { scheduleId: string; onChoose: (dialog: ActionDialog) => void }) {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <DropdownMenu open={isOpen} onOpenChange={setIsOpen}>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onChoose("backfill")}>
          <HistoryIcon aria-hidden />
          Backfill …
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/schedules/new?from=${scheduleId}`}>
            <CopyPlusIcon aria-hidden />
            Duplicate
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="danger" onSelect={() => onChoose("delete")}>
          <Trash2Icon aria-hidden />
          Delete …
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
