import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where nothing is yet: it says why, and what to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  isPage = false,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all there is on the page, so its title is the page's. */
  isPage?: boolean;
}) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <span className="mb-1 flex size-10 items-center justify-center rounded-lg border bg-surface-sunken text-muted-foreground">
        <Icon className="size-5" aria-hidden />
      </span>
      <Title className="font-medium text-base">{title}</Title>
      {children !== undefined && <div className="max-w-md text-muted-foreground">{children}</div>}
      {action !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
