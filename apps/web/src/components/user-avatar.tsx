import { initialsOf } from "@/lib/initials.ts";

/** Stands for a user, beside or instead of the name; readers get the name elsewhere. */
export function UserAvatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="flex size-6 shrink-0 items-center justify-center rounded-full bg-selected font-semibold text-foreground text-xs"
    >
      {initialsOf(name)}
    </span>
  );
}
