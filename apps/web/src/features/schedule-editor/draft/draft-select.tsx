"use client";

import type { ReactNode } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select.tsx";
import { DraftField, type DraftPath } from "./draft-field.tsx";

type SelectPath = Extract<
  DraftPath,
  "target.method" | `target.env.${number}.source` | `exclusions.${number}.type`
>;

/** A field of the draft that is one of a few words. */
export function DraftSelect<P extends SelectPath>({
  name,
  label,
  options,
}: {
  name: P;
  label: ReactNode;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <DraftField name={name} label={label}>
      {({ value, onChange, ref, onBlur, ...props }) => (
        <Select value={value} onValueChange={onChange}>
          <SelectTrigger {...props} ref={ref} onBlur={onBlur}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {options.map((option) => (
              <SelectItem key={option.value} value={option.value}>
                {option.label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </DraftField>
  );
}
