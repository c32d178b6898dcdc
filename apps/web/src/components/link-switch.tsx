import Link from "next/link";

/** A choice of few, each a link that keeps the choice in the URL. */
export function LinkSwitch({
  label,
  options,
}: {
  label: string;
  options: readonly { href: string; label: string; isCurrent: boolean }[];
}) {
  return (
    <nav
      aria-label={label}
      className="inline-flex h-8 rounded-md border border-border-strong bg-surface p-0.5"
    >
      {options.map(({ href, label: name, isCurrent }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent ? "true" : undefined}
          className="inline-flex items-center rounded-sm px-2.5 font-medium text-muted-foreground transition-colors hover:text-foreground aria-[current]:bg-selected aria-[current]:text-foreground"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
