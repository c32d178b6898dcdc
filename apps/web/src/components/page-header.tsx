import type { ReactNode } from "react";

/** The top of every page: what it is, and what can be done. */
export function PageHeader({
  title,
  description,
  actions,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
  /** Below the title: badges, tabs. */
  children?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 pb-4">
      <div className="min-w-0">
        <h1 className="break-words font-semibold text-xl tracking-tight">{title}</h1>
        {description !== undefined && (
          <p className="mt-0.5 max-w-prose text-muted-foreground">{description}</p>
        )}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      {children !== undefined && <div className="w-full">{children}</div>}
    </header>
  );
}
