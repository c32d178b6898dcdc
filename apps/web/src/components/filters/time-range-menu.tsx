"use client";

import { useState } from "react";
import { Field } from "@/components/field.tsx";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover.tsx";
import { useViewerZone } from "@/components/viewer-clock.tsx";
import { readLocalTime, writeLocalTime } from "@/lib/local-time.ts";
import { useUrlRange } from "./use-url-range.ts";

const HOUR = 3_600_000;
const PRESETS = [
  { label: "Last hour", length: HOUR },
  { label: "Last 24 hours", length: 24 * HOUR },
  { label: "Last 7 days", length: 7 * 24 * HOUR },
];

/** Ranges that are often of interest, and any other one, on the clocks of the viewer. */
export function TimeRangeMenu({ trigger }: OpenedProps) {
  const [isOpen, setIsOpen] = useState(true);
  const { from, until, change } = useUrlRange();
  const zone = useViewerZone();
  const bounds = [
    { key: "from", label: "From", value: from },
    { key: "until", label: "Until", value: until },
  ] as const;
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-1">
          {PRESETS.map(({ label, length }) => (
            <Button
              key={label}
              size="sm"
              onClick={() => {
                change({ from: new Date(Date.now() - length), until: null });
                setIsOpen(false);
              }}
            >
              {label}
            </Button>
          ))}
        </div>
        {bounds.map(({ key, label, value }) => (
          <Field key={key} id={`range-${key}`} label={label} hint={key === "until" ? zone : undefined}>
            {(field) => (
              <Input
                {...field}
                type="datetime-local"
                step={1}
                defaultValue={value === null ? "" : writeLocalTime(value, zone)}
                onChange={(event) => change({ [key]: readLocalTime(event.target.value, zone) ?? null })}
              />
            )}
          </Field>
        ))}
      </PopoverContent>
    </Popover>
  );
}
