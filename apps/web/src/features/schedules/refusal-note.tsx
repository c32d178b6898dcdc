import { LockIcon } from "lucide-react";

/** Says why there are fewer buttons. */
export function RefusalNote({ refusal }: { refusal: string }) {
  return (
    <p className="mt-2 flex items-center gap-1.5 text-muted-foreground text-xs">
      <LockIcon aria-hidden className="size-3.5 shrink-0" />
      {refusal}
    </p>
  );
}
