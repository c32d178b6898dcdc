"use client";

import { ChevronLeftIcon, ChevronRightIcon, ChevronsLeftIcon } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { type ReactNode, useEffect, useTransition } from "react";
import { Button } from "@/components/ui/button.tsx";

/** The query parameter that holds the token of the shown page. Every filter that changes removes it. */
export const PAGE_PARAM = "page";

/**
 * Moves through pages of which each only knows the next one. The way back is remembered in this tab; after following
 * a link into the middle there is the first page.
 */
export function KeysetPager({ nextToken, summary }: { nextToken: string; summary: ReactNode }) {
  const [isPending, startTransition] = useTransition();
  const [token, setToken] = useQueryState(
    PAGE_PARAM,
    parseAsString
      .withDefault("")
      .withOptions({ shallow: false, history: "push", scroll: true, startTransition }),
  );
  const trail = useTrail();
  const position = trail.pages.indexOf(token);
  const previous = token === "" ? undefined : position > 0 ? trail.pages[position - 1] : undefined;
  const goOn = () => {
    trail.remember([...(position < 0 ? [token] : trail.pages.slice(0, position + 1)), nextToken]);
    void setToken(nextToken);
  };
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center justify-between gap-2 border-t py-2 pr-3 pl-4"
    >
      <p className="text-muted-foreground text-xs" role="status">
        {summary}
      </p>
      <div className="flex items-center gap-1">
        <Button
          variant="ghost"
          size="icon-sm"
          disabled={token === "" || isPending}
          onClick={() => void setToken(null)}
          aria-label="First page"
        >
          <ChevronsLeftIcon aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="sm"
          disabled={previous === undefined || isPending}
          onClick={() => void setToken(previous === "" ? null : (previous ?? null))}
        >
          <ChevronLeftIcon aria-hidden />
          Previous
        </Button>
        <Button variant="ghost" size="sm" disabled={nextToken === "" || isPending} onClick={goOn}>
          Next
          <ChevronRightIcon aria-hidden />
        </Button>
      </div>
    </nav>
  );
}

const trails = new Map<string, string[]>();

/** Tokens of the pages on the way here, the first page being empty; one trail for each list and filter. */
function useTrail() {
  const query = new URLSearchParams(useSearchParams());
  query.delete(PAGE_PARAM);
  const key = `${usePathname()}?${query}`;
  useEffect(() => {
    if (!trails.has(key)) trails.set(key, [""]);
  }, [key]);
  return {
    pages: trails.get(key) ?? [""],
    remember: (pages: string[]) => void trails.set(key, pages),
  };
}
