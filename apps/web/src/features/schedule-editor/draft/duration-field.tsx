"use client";

import type { ReactNode } from "react";
import { Input } from "@/components/ui/input.tsx";
import { parseDurationText, writeDurationText } from "@/lib/duration-text.ts";
import { DraftField, type DraftPath } from "./draft-field.tsx";

type DurationPath = Extract<
  DraftPath,
  | "jitter"
  | "misfireGrace"
  | "initialBackoff"
  | "maxBackoff"
  | "attemptTimeout"
  | "spec.every"
  | "target.keepFinished"
>;

/** A length of time as people write it; written out when the field is left. */
export function DurationField({
  name,
  label,
  hint,
  placeholder,
  isRequired,
}: {
  name: DurationPath;
  label: string;
  hint?: ReactNode;
  /** What empty means. */
  placeholder?: string;
  isRequired?: boolean;
}) {
  return (
    <DraftField name={name} label={label} hint={hint} {...(isRequired && { isRequired })}>
      {({ onBlur, onChange, value, ...props }) => (
        <Input
          {...props}
          value={value}
          onChange={onChange}
          placeholder={placeholder}
          autoComplete="off"
          onBlur={() => {
            const ms = parseDurationText(value);
            if (ms !== undefined) onChange(writeDurationText(ms));
            onBlur();
          }}
        />
      )}
    </DraftField>
  );
}
