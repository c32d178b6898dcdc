"use client";

import { LoaderIcon, SearchIcon } from "lucide-react";
import { Input } from "@/components/ui/input.tsx";
import { useUrlText } from "./use-url-filter.ts";

/** Searches as one types. */
export function SearchField({
  param = "q",
  label,
  placeholder = label,
}: {
  param?: string;
  label: string;
  placeholder?: string;
}) {
  const { value, change, isPending } = useUrlText(param);
  const Icon = isPending ? LoaderIcon : SearchIcon;
  return (
    <div className="relative w-full sm:w-52 min-[1400px]:w-64">
      <Icon
        aria-hidden
        className={`pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground ${isPending ? "animate-spin" : ""}`}
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => change(event.target.value)}
        className="pl-8"
        data-shortcut="search"
      />
    </div>
  );
}
