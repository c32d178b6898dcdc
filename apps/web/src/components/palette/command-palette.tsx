"use client";

import { CalendarClockIcon, KeyboardIcon, MonitorIcon, MoonIcon, SunIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command.tsx";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { PALETTE_PAGES } from "./palette-pages.ts";
import { useFoundSchedules } from "./use-found-schedules.ts";

const THEMES = [
  { value: "light", label: "Light theme", icon: SunIcon },
  { value: "dark", label: "Dark theme", icon: MoonIcon },
  { value: "system", label: "Theme of the system", icon: MonitorIcon },
] as const;

/** Goes anywhere and finds any schedule, by typing. */
export function CommandPalette({
  pages,
  onClose,
  onHelp,
}: {
  /** Paths of the pages that the user may see. */
  pages: readonly string[];
  onClose: () => void;
  onHelp: () => void;
}) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const [text, setText] = useState("");
  const { found, isPending } = useFoundSchedules(text);
  const needle = text.trim().toLowerCase();
  const matches = (label: string) => label.toLowerCase().includes(needle);
  const shownPages = PALETTE_PAGES.filter(({ href, label }) => pages.includes(href) && matches(label));
  const themes = THEMES.filter(({ label }) => matches(label));
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        aria-describedby={undefined}
        className="top-[12vh] max-w-xl translate-y-0 gap-0 overflow-hidden p-0 [&>button]:hidden"
      >
        <DialogTitle className="sr-only">Commands</DialogTitle>
        {/* what comes from the server is filtered there */}
        <Command shouldFilter={false} loop>
          <CommandInput value={text} onValueChange={setText} placeholder="Go to a page, find a schedule …" />
          <CommandList>
            <CommandEmpty>{isPending ? "Searching …" : "Nothing is called like that."}</CommandEmpty>
            {found.length > 0 && (
              <CommandGroup heading="Schedules">
                {found.map(({ id, name }) => (
                  <CommandItem
                    key={id}
                    value={`schedule ${id}`}
                    onSelect={run(() => router.push(`/schedules/${id}`))}
                  >
                    <CalendarClockIcon aria-hidden />
                    <span className="truncate">{name}</span>
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
            {shownPages.length > 0 && (
              <CommandGroup heading="Pages">
                {shownPages.map(({ href, label, icon: Icon, key }) => (
                  <CommandItem key={href} value={`page ${href}`} onSelect={run(() => router.push(href))}>
                    <Icon aria-hidden />
                    {label}
                    {key !== undefined && (
                      <span className="ml-auto flex gap-1">
                        <Kbd>g</Kbd>
                        <Kbd>{key}</Kbd>
                      </span>
                    )}
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
            {themes.length > 0 && (
              <CommandGroup heading="Look">
                {themes.map(({ value, label, icon: Icon }) => (
                  <CommandItem key={value} value={`theme ${value}`} onSelect={run(() => setTheme(value))}>
                    <Icon aria-hidden />
                    {label}
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
            {matches("Keyboard shortcuts") && (
              <CommandGroup heading="Help">
                <CommandItem value="shortcuts" onSelect={run(onHelp)}>
                  <KeyboardIcon aria-hidden />
                  Keyboard shortcuts
                  <Kbd className="ml-auto">?</Kbd>
                </CommandItem>
              </CommandGroup>
            )}
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
