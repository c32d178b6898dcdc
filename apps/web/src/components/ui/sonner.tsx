"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where `toast(…)` of sonner shows its messages. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: "!bg-surface !text-foreground !border-border !shadow-float !rounded-lg !text-sm !font-sans",
          description: "!text-muted-foreground",
        },
      }}
    />
  );
}
