"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "@/components/ui/sheet.tsx";

/** What is in a slot, beside the calendar. Which one is open is in the URL. */
export function SlotSheet({
  title,
  description,
  closeHref,
  children,
}: {
  title: string;
  description: string;
  closeHref: string;
  children: ReactNode;
}) {
  const router = useRouter();
  return (
    <Sheet open onOpenChange={() => router.push(closeHref, { scroll: false })}>
      <SheetContent className="gap-4 p-5">
        <div className="pr-8">
          <SheetTitle className="font-semibold text-lg">{title}</SheetTitle>
          <SheetDescription className="text-muted-foreground">{description}</SheetDescription>
        </div>
        {children}
      </SheetContent>
    </Sheet>
  );
}
