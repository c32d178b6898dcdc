"use client";

import { RadioGroup } from "radix-ui";
import { type ReactNode, useId } from "react";
import { type FieldPathValue, useController } from "react-hook-form";
import { Label } from "@/components/ui/label.tsx";
import { cn } from "@/lib/class-names.ts";
import type { DraftPath } from "./draft-field.tsx";
import type { ScheduleDraft } from "./schedule-draft.ts";

export interface Choice<V extends string> {
  value: V;
  label: string;
  description?: string;
  /** Above the words. */
  picture?: ReactNode;
}

type ChoicePath = Extract<
  DraftPath,
  "spec.type" | "target.type" | "target.podSecurity" | "misfirePolicy" | "overlapPolicy" | "delivery"
>;

/** Which of a few, each explained by a sentence and perhaps a picture. */
export function ChoiceField<P extends ChoicePath>({
  name,
  label,
  choices,
  className,
}: {
  name: P;
  label: string;
  choices: readonly Choice<FieldPathValue<ScheduleDraft, P>>[];
  /** The columns. */
  className?: string;
}) {
  const { field, fieldState } = useController<ScheduleDraft, P>({ name });
  const labelId = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Label id={labelId} asChild>
        <span>{label}</span>
      </Label>
      <RadioGroup.Root
        id={name}
        aria-labelledby={labelId}
        aria-invalid={fieldState.error === undefined ? undefined : true}
        value={field.value}
        onValueChange={field.onChange}
        className={cn("grid gap-2", className)}
      >
        {choices.map(({ value, label, description, picture }) => (
          <RadioGroup.Item
            key={value}
            value={value}
            className="group flex min-w-0 flex-col gap-1.5 rounded-lg border bg-surface p-2.5 text-left transition-colors hover:border-border-strong data-[state=checked]:border-primary data-[state=checked]:bg-selected"
          >
            {picture}
            <span className="flex items-center gap-2 font-medium">
              <span
                aria-hidden
                className="flex size-3.5 shrink-0 items-center justify-center rounded-full border border-input bg-surface group-data-[state=checked]:border-primary"
              >
                <span className="size-2 rounded-full bg-primary opacity-0 group-data-[state=checked]:opacity-100" />
              </span>
              {label}
            </span>
            {description !== undefined && (
              <span className="text-muted-foreground text-xs group-data-[state=checked]:text-foreground">
                {description}
              </span>
            )}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}
