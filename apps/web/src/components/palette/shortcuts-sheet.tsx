"use client";

import { NAVIGATION_ITEMS } from "@/components/shell/navigation.ts";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";

const GENERAL = [
  { keys: ["Ctrl", "k"], what: "Commands: go anywhere, find any schedule" },
  { keys: ["/"], what: "Search in the list" },
  { keys: ["Ctrl", "b"], what: "Fold or unfold the sidebar" },
  { keys: ["?"], what: "This sheet" },
] as const;

/** All shortcuts, to be looked at. */
export function ShortcutsSheet({ pages, onClose }: { pages: readonly string[]; onClose: () => void }) {
  const goTo = NAVIGATION_ITEMS.filter(({ href }) => pages.includes(href)).map(({ key, label }) => ({
    keys: ["g", key],
    what: `Go to ${label}`,
  }));
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogDescription>
            They work wherever nothing is being typed. On a Mac, Command does what Ctrl does.
          </DialogDescription>
        </DialogHeader>
        <dl className="flex flex-col">
          {[...GENERAL, ...goTo].map(({ keys, what }) => (
            <div key={what} className="flex items-center justify-between gap-4 border-b py-2 last:border-0">
              <dt>{what}</dt>
              <dd className="flex shrink-0 gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
