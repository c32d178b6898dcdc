"use client";

import { CheckIcon, ChevronsUpDownIcon } from "lucide-react";
import { type ComponentProps, useMemo, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from "@/components/ui/command.tsx";
import { fieldClasses } from "@/components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover.tsx";
import { useNow, useViewerZone } from "@/components/viewer-clock.tsx";
import { cn } from "@/lib/class-names.ts";
import { formatOffset, localParts } from "@/lib/format-time.ts";
import { isTimeZone } from "@/lib/time-zones.ts";

/** Which time zone, found by any part of its name; says what the clocks show there now. */
export function ZonePicker({
  value,
  onChange,
  emptyLabel,
  ...props
}: {
  value: string;
  onChange: (zone: string) => void;
  /** Allows no zone, and says what that means. */
  emptyLabel?: string;
} & Omit<ComponentProps<"button">, "value" | "onChange">) {
  const [isOpen, setIsOpen] = useState(false);
  const now = useNow();
  const choose = (zone: string) => {
    onChange(zone);
    setIsOpen(false);
  };
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <Button
          {...props}
          role="combobox"
          aria-expanded={isOpen}
          className={cn(fieldClasses, "h-8 justify-between font-normal hover:bg-surface")}
        >
          <span className="truncate">{value || emptyLabel}</span>
          <span className="flex items-center gap-1 text-muted-foreground text-xs">
            {isTimeZone(value) && formatOffset(now, value)}
            <ChevronsUpDownIcon className="size-3.5" aria-hidden />
          </span>
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-80 p-0">
        <Zones value={value} onChoose={choose} {...(emptyLabel !== undefined && { emptyLabel })} />
      </PopoverContent>
    </Popover>
  );
}

function Zones({
  value,
  emptyLabel,
  onChoose,
}: {
  value: string;
  emptyLabel?: string;
  onChoose: (zone: string) => void;
}) {
  const viewerZone = useViewerZone();
  const now = useNow();
  const zones = useMemo(
    () => [...new Set([value, viewerZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].filter(isTimeZone),
    [value, viewerZone],
  );
  return (
    <Command label="Search time zones">
      <CommandInput placeholder="Search: Vienna, New York, Asia …" />
      <CommandList>
        <CommandEmpty>No zone has that in its name.</CommandEmpty>
        {emptyLabel !== undefined && <CommandItem onSelect={() => onChoose("")}>{emptyLabel}</CommandItem>}
        {zones.map((zone) => (
          <CommandItem key={zone} value={zone.replaceAll("_", " ")} onSelect={() => onChoose(zone)}>
            <CheckIcon className={cn(zone !== value && "opacity-0")} aria-hidden />
            <span className="flex-1 truncate">{zone.replaceAll("_", " ")}</span>
            <span className="text-muted-foreground text-xs">
              {localParts(now, zone).time} · {formatOffset(now, zone)}
            </span>
          </CommandItem>
        ))}
      </CommandList>
    </Command>
  );
}
