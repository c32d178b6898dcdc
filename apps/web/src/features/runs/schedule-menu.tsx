"use client";

import { useState } from "react";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import { useFoundSchedules } from "@/components/palette/use-found-schedules.ts";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover.tsx";

/** Finds a schedule by its name. */
export function ScheduleMenu({ trigger, onChoose }: OpenedProps & { onChoose: (id: string) => void }) {
  const [isOpen, setIsOpen] = useState(true);
  const [text, setText] = useState("");
  const { found, isPending } = useFoundSchedules(text);
  const choose = (id: string) => {
    onChoose(id);
    setIsOpen(false);
  };
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent className="p-0">
        <Command shouldFilter={false} label="Schedules">
          <CommandInput placeholder="Part of a name" value={text} onValueChange={setText} />
          <CommandList>
            <CommandEmpty>{emptyText(text, isPending)}</CommandEmpty>
            <CommandGroup>
              {found.map(({ id, name }) => (
                <CommandItem key={id} value={id} onSelect={() => choose(id)}>
                  {name}
                </CommandItem>
              ))}
            </CommandGroup>
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

function emptyText(text: string, isPending: boolean): string {
  if (text.trim() === "") return "Type a part of its name.";
  return isPending ? "Searching …" : "No schedule has such a name.";
}
