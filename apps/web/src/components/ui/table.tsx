import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names.ts";

/** Scrolls sideways by itself where there is no room, so that the page does not. A container: cells may know its width. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    <section
      // at the end of a card, within its round corners
      className="@container relative w-full overflow-x-auto last:rounded-b-[calc(var(--radius-lg)-1px)]"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label={props["aria-label"]}
    >
      <table className={cn("w-full caption-bottom text-sm", className)} {...props} />
    </section>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("[&_tr]:border-b", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("[&_tr:last-child]:border-0", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      className={cn(
        "border-b bg-surface transition-colors hover:bg-hover data-[state=selected]:bg-selected",
        className,
      )}
      {...props}
    />
  );
}

export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "h-9 whitespace-nowrap px-3 text-left first:pl-4 last:pr-4 align-middle font-medium text-muted-foreground text-xs",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("h-10 px-3 py-1.5 align-middle first:pl-4 last:pr-4", className)} {...props} />;
}
