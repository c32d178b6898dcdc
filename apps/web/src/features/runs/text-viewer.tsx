"use client";

import {
  ArrowDownToLineIcon,
  ChevronDownIcon,
  ChevronUpIcon,
  DownloadIcon,
  WrapTextIcon,
} from "lucide-react";
import { Fragment, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { CopyButton } from "@/components/copy-button.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { cn } from "@/lib/class-names.ts";
import { findMatches, MAX_MATCHES } from "./find-matches.ts";
import { useFollowEnd } from "./use-follow-end.ts";

/** A long text, such as a log: to search, wrap, copy and download. */
export function TextViewer({
  title,
  text,
  fileName,
  hasSearch = true,
  isTall = false,
  isGrowing = false,
}: {
  /** What it is, such as `Log`. */
  title: string;
  text: string;
  fileName: string;
  hasSearch?: boolean;
  /** There is nothing else on the page. */
  isTall?: boolean;
  /** More of it comes: its end is kept in sight, and it takes the room that there is, whatever its length. */
  isGrowing?: boolean;
}) {
  const [query, setQuery] = useState("");
  const [current, setCurrent] = useState(0);
  const [isWrapped, setIsWrapped] = useState(true);
  const pre = useRef<HTMLPreElement>(null);
  const end = useFollowEnd(pre, { isGrowing, content: text });
  const matches = useMemo(() => findMatches(text, query), [text, query]);
  const move = (by: number) =>
    setCurrent((position) => (position + by + matches.length) % Math.max(1, matches.length));
  const search = (wanted: string) => {
    setQuery(wanted);
    setCurrent(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") move(event.shiftKey ? -1 : 1);
  };
  return (
    <figure
      aria-label={title}
      className={cn("overflow-hidden rounded-lg border", isGrowing && "flex grow basis-72 flex-col")}
    >
      <figcaption className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b bg-surface-sunken py-1 pr-1 pl-3">
        <span className="mr-auto font-medium text-xs">{title}</span>
        {hasSearch && (
          <>
            <Input
              type="search"
              aria-label={`Search in ${title.toLowerCase()}`}
              placeholder="Search"
              value={query}
              onChange={(event) => search(event.target.value)}
              onKeyDown={onKeyDown}
              className="h-7 w-40"
            />
            {query !== "" && (
              <>
                <span role="status" className="text-muted-foreground text-xs">
                  {describe(current, matches.length)}
                </span>
                <IconButton label="Previous match" icon={ChevronUpIcon} onClick={() => move(-1)} />
                <IconButton label="Next match" icon={ChevronDownIcon} onClick={() => move(1)} />
              </>
            )}
          </>
        )}
        <span className="flex">
          {isGrowing && (
            <IconButton
              label="Follow the end"
              icon={ArrowDownToLineIcon}
              isPressed={end.isFollowing}
              onClick={() => end.setIsFollowing(!end.isFollowing)}
            />
          )}
          <IconButton
            label="Wrap lines"
            icon={WrapTextIcon}
            isPressed={isWrapped}
            onClick={() => setIsWrapped(!isWrapped)}
          />
          <CopyButton text={text} what={title.toLowerCase()} />
          <IconButton
            label={`Download ${title.toLowerCase()}`}
            icon={DownloadIcon}
            onClick={() => download(text, fileName)}
          />
        </span>
      </figcaption>
      <pre
        ref={pre}
        onScroll={end.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        className={cn(
          isGrowing ? "h-0 grow" : isTall ? "max-h-[max(24rem,calc(100dvh-22rem))]" : "max-h-96",
          "overflow-auto p-3 font-mono text-xs -outline-offset-2",
          isWrapped && "wrap-anywhere whitespace-pre-wrap",
        )}
      >
        {text === "" ? (
          <span className="text-muted-foreground">{isGrowing ? "nothing so far" : "empty"}</span>
        ) : (
          <Marked text={text} matches={matches} length={query.length} current={current} />
        )}
      </pre>
    </figure>
  );
}

function IconButton({
  label,
  icon: Icon,
  isPressed,
  onClick,
}: {
  label: string;
  icon: typeof DownloadIcon;
  isPressed?: boolean;
  onClick: () => void;
}) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      onClick={onClick}
      className="text-muted-foreground aria-pressed:bg-selected aria-pressed:text-foreground"
    >
      <Icon className="size-3.5" aria-hidden />
    </Button>
  );
}

/** The text with what was found in it; the current one is brought into sight. */
function Marked({
  text,
  matches,
  length,
  current,
}: {
  text: string;
  matches: readonly number[];
  length: number;
  current: number;
}) {
  const mark = useRef<HTMLElement>(null);
  const offset = matches[current];
  useEffect(() => {
    if (offset !== undefined) mark.current?.scrollIntoView({ block: "nearest" });
  }, [offset]);
  return (
    <>
      {matches.map((start, index) => {
        const end = index === 0 ? 0 : (matches[index - 1] ?? 0) + length;
        const isCurrent = index === current;
        return (
          <Fragment key={start}>
            {text.slice(end, start)}
            <mark
              ref={isCurrent ? mark : null}
              className={cn(
                "rounded-xs bg-warning-soft text-warning",
                isCurrent && "bg-warning text-background",
              )}
            >
              {text.slice(start, start + length)}
            </mark>
          </Fragment>
        );
      })}
      {text.slice(matches.length === 0 ? 0 : (matches.at(-1) ?? 0) + length)}
    </>
  );
}

function describe(current: number, count: number): string {
  if (count === 0) return "not found";
  return `${current + 1} of ${count}${count === MAX_MATCHES ? " or more" : ""}`;
}

function download(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
