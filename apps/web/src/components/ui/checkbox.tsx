"use client";

import { CheckIcon, MinusIcon } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "@/lib/class-names.ts";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> & {
  checked?: boolean | "indeterminate";
  onCheckedChange?: (isChecked: boolean) => void;
};

/** The browser's own checkbox in our look, so that it works before any script does. */
export function Checkbox({ className, checked, onCheckedChange, ...props }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  const isIndeterminate = checked === "indeterminate";
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = isIndeterminate;
  }, [isIndeterminate]);
  return (
    <span className={cn("relative inline-flex size-4 shrink-0 align-middle", className)}>
      <input
        ref={input}
        type="checkbox"
        {...(checked !== undefined && { checked: checked === true })}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        className="peer size-4 cursor-pointer appearance-none rounded-sm border border-input bg-surface transition-colors after:absolute after:-inset-2 checked:border-primary checked:bg-primary indeterminate:border-primary indeterminate:bg-primary disabled:cursor-not-allowed disabled:opacity-50"
        {...props}
      />
      <CheckIcon
        className="pointer-events-none absolute inset-0 m-auto hidden size-3.5 text-primary-foreground peer-checked:block"
        strokeWidth={3}
        aria-hidden
      />
      <MinusIcon
        className="pointer-events-none absolute inset-0 m-auto hidden size-3.5 bg-primary text-primary-foreground peer-indeterminate:block"
        strokeWidth={3}
        aria-hidden
      />
    </span>
  );
}
