"use client";

import { Tooltip as TooltipPrimitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/class-names.ts";

/** A short text beside what it explains. Never the only place of something that matters: touch has no tooltips. */
export function Tooltip({
  content,
  children,
  className,
  ...props
}: Omit<ComponentProps<typeof TooltipPrimitive.Content>, "content"> & { content: ReactNode }) {
  return (
    <TooltipPrimitive.Provider delayDuration={300}>
      <TooltipPrimitive.Root>
        <TooltipPrimitive.Trigger asChild>{children}</TooltipPrimitive.Trigger>
        <TooltipPrimitive.Portal>
          <TooltipPrimitive.Content
            sideOffset={4}
            collisionPadding={8}
            className={cn(
              "fade-in-0 zoom-in-95 z-50 max-w-80 animate-in rounded-md bg-foreground px-2 py-1 text-background text-xs shadow-float",
              className,
            )}
            {...props}
          >
            {content}
          </TooltipPrimitive.Content>
        </TooltipPrimitive.Portal>
      </TooltipPrimitive.Root>
    </TooltipPrimitive.Provider>
  );
}
