"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { Button } from "@/components/ui/button.tsx";

/** Filters in a row, with a way to drop them all. Their values are in the URL, so that a view can be shared. */
export function FilterBar({ params, children }: { params: readonly string[]; children: ReactNode }) {
  const given = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const [, startTransition] = useTransition();
  const isFiltered = params.some((param) => given.has(param));
  return (
    <search className="flex flex-wrap items-center gap-2 px-4 py-3">
      {children}
      {isFiltered && (
        <Button variant="ghost" onClick={() => startTransition(() => router.replace(path))}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
