"use client";

import type { ViewPage } from "@repo/core";
import { BookmarkPlusIcon, CheckIcon, Trash2Icon } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { startTransition, useEffect, useState } from "react";
import { Field } from "@/components/field.tsx";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover.tsx";
import { useFormAction } from "@/components/use-form-action.ts";
import { notify } from "@/lib/notify.ts";
import { useSavedViews } from "./use-saved-views.ts";
import { normalizeQuery, type View } from "./view.ts";

/** Goes to a view of the list, and keeps the present one under a name, on the server. */
export function SavedViewsMenu({
  page,
  builtIn,
  trigger,
}: { page: ViewPage; builtIn: readonly View[] } & OpenedProps) {
  const [isOpen, setIsOpen] = useState(true);
  const current = normalizeQuery(new URLSearchParams(useSearchParams()));
  const { views, loadingError, load, save, forget } = useSavedViews(page);
  // each time anew: another device may have saved one meanwhile
  useEffect(() => {
    if (isOpen) void load();
  }, [isOpen, load]);

  const { submit, errorAt, formError } = useFormAction({
    fields: ["name"],
    action: (form) => save({ name: String(form.get("name")).trim(), query: current }),
    onDone: ({ name }, form) => {
      form.reset();
      notify.success(`This view is kept as ${name}`);
    },
  });
  const forgetView = (name: string) =>
    startTransition(async () => {
      const result = await forget(name);
      if (!result.ok) notify.error(result.errors.formError ?? `${name} could not be forgotten`);
    });

  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent align="end" aria-label="Saved views" className="flex flex-col gap-3">
        <ul
          aria-label="Views"
          aria-busy={views === undefined && loadingError === undefined}
          className="flex max-h-72 flex-col overflow-y-auto"
        >
          {builtIn.map((view) => (
            <ViewItem key={view.name} view={view} isCurrent={view.query === current} />
          ))}
          {views?.map((view) => (
            <ViewItem
              key={`saved ${view.name}`}
              view={view}
              isCurrent={view.query === current}
              onForget={() => forgetView(view.name)}
            />
          ))}
        </ul>
        {loadingError !== undefined && (
          <p role="alert" className="text-danger text-xs">
            Your own views are not to be had: {loadingError}
          </p>
        )}
        <form onSubmit={submit} className="border-t pt-3">
          <Field id="name" label="Keep this view as" error={errorAt("name") ?? formError}>
            {(field) => (
              <div className="flex gap-2">
                <Input
                  {...field}
                  name="name"
                  required
                  maxLength={60}
                  placeholder="Such as Billing at night"
                  autoComplete="off"
                />
                <Button type="submit" size="icon" aria-label="Keep this view">
                  <BookmarkPlusIcon aria-hidden />
                </Button>
              </div>
            )}
          </Field>
        </form>
      </PopoverContent>
    </Popover>
  );
}

function ViewItem({
  view: { name, query },
  isCurrent,
  onForget,
}: {
  view: View;
  isCurrent: boolean;
  onForget?: () => void;
}) {
  const path = usePathname();
  return (
    <li className="flex items-center gap-1">
      <Link
        href={query === "" ? path : `${path}?${query}`}
        aria-current={isCurrent ? "page" : undefined}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-md px-2 py-1.5 hover:bg-hover"
      >
        <CheckIcon aria-hidden className={isCurrent ? "size-3.5 shrink-0" : "invisible size-3.5 shrink-0"} />
        <span className="truncate">{name}</span>
      </Link>
      {onForget !== undefined && (
        <Button size="icon-sm" variant="ghost" onClick={onForget} aria-label={`Forget the view ${name}`}>
          <Trash2Icon aria-hidden />
        </Button>
      )}
    </li>
  );
}
