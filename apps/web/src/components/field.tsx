import type { ReactNode } from "react";
import { Label } from "@/components/ui/label.tsx";
import { cn } from "@/lib/class-names.ts";

/** What ties a field to its label, hint and error; spread it onto the input. */
export interface FieldProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** Label, input, hint and error of one form field. */
export function Field({
  id,
  label,
  hint,
  error,
  isRequired = false,
  className,
  children,
}: {
  /** Unique on the page; by habit the path of the field, such as `spec.expression`. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  isRequired?: boolean;
  className?: string;
  children: (props: FieldProps) => ReactNode;
}) {
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      <Label htmlFor={id}>
        {label}
        {isRequired && (
          <span aria-hidden className="text-danger">
            {" *"}
          </span>
        )}
      </Label>
      {children({
        id,
        "aria-describedby": [errorId, hintId].filter(Boolean).join(" ") || undefined,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {error !== undefined && (
        <p id={errorId} className="text-danger text-xs">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <div id={hintId} className="text-muted-foreground text-xs">
          {hint}
        </div>
      )}
    </div>
  );
}
