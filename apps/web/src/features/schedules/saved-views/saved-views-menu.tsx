"use client";

import { BookmarkPlusIcon, CheckIcon, Trash2Icon } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Label } from "@/components/ui/label.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover.tsx";
import {
  builtInViews,
  MAX_VIEW_NAME_LENGTH,
  normalizeQuery,
  type SavedView,
  withoutView,
  withView,
} from "./saved-views.ts";
import { useSavedViews } from "./use-saved-views.ts";

/** Goes to a view of the list, and keeps the present one under a name, in this browser. */
export function SavedViewsMenu({ username, trigger }: { username: string } & OpenedProps) {
  const [views, setViews] = useSavedViews();
  const [name, setName] = useState("");
  const current = normalizeQuery(new URLSearchParams(useSearchParams()));
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setViews(withView(views, { name: name.trim(), query: current }));
    setName("");
    toast.success(`This view is kept as ${name.trim()}`);
  };
  return (
    <Popover defaultOpen>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent align="end" className="flex flex-col gap-3">
        <ul aria-label="Views" className="flex max-h-72 flex-col overflow-y-auto">
          {builtInViews(username).map((view) => (
            <ViewItem key={view.name} view={view} isCurrent={view.query === current} />
          ))}
          {views.map((view) => (
            <ViewItem
              key={`saved ${view.name}`}
              view={view}
              isCurrent={view.query === current}
              onDelete={() => setViews(withoutView(views, view.name))}
            />
          ))}
        </ul>
        <form onSubmit={save} className="flex flex-col gap-1.5 border-t pt-3">
          <Label htmlFor="view-name">Keep this view as</Label>
          <div className="flex gap-2">
            <Input
              id="view-name"
              value={name}
              maxLength={MAX_VIEW_NAME_LENGTH}
              onChange={(event) => setName(event.target.value)}
              placeholder="Such as Billing at night"
              autoComplete="off"
            />
            <Button type="submit" size="icon" aria-label="Keep this view">
              <BookmarkPlusIcon aria-hidden />
            </Button>
          </div>
        </form>
      </PopoverContent>
    </Popover>
  );
}

function ViewItem({
  view: { name, query },
  isCurrent,
  onDelete,
}: {
  view: SavedView;
  isCurrent: boolean;
  onDelete?: () => void;
}) {
  return (
    <li className="flex items-center gap-1">
      <Link
        href={query === "" ? "/schedules" : `/schedules?${query}`}
        aria-current={isCurrent ? "page" : undefined}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-md px-2 py-1.5 hover:bg-hover"
      >
        <CheckIcon aria-hidden className={isCurrent ? "size-3.5 shrink-0" : "invisible size-3.5 shrink-0"} />
        <span className="truncate">{name}</span>
      </Link>
      {onDelete !== undefined && (
        <Button size="icon-sm" variant="ghost" onClick={onDelete} aria-label={`Forget the view ${name}`}>
          <Trash2Icon aria-hidden />
        </Button>
      )}
    </li>
  );
}
