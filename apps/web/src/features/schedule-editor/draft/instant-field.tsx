"use client";

import { Input } from "@/components/ui/input.tsx";
import { formatOffset } from "@/lib/format-time.ts";
import { readLocalTime, writeLocalTime } from "@/lib/local-time.ts";
import { DraftField, type DraftPath } from "./draft-field.tsx";

type InstantPath = Extract<DraftPath, "startAt" | "endAt" | "spec.at" | "spec.anchorAt">;

/** An instant, typed on the clocks of a zone that is said below. */
export function InstantField({
  name,
  label,
  zone,
  hint,
  isRequired,
}: {
  name: InstantPath;
  label: string;
  zone: string;
  hint?: string;
  isRequired?: boolean;
}) {
  return (
    <DraftField
      name={name}
      label={label}
      hint={hint === undefined ? zone : `${hint} ${zone}`}
      {...(isRequired && { isRequired })}
    >
      {({ value, onChange, ...props }) => {
        const instant = value === "" ? undefined : new Date(value);
        return (
          <Input
            {...props}
            type="datetime-local"
            step={1}
            value={instant === undefined ? "" : writeLocalTime(instant, zone)}
            title={instant === undefined ? undefined : formatOffset(instant, zone)}
            onChange={(event) => onChange(readLocalTime(event.target.value, zone)?.toISOString() ?? "")}
          />
        );
      }}
    </DraftField>
  );
}
