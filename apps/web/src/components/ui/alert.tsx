import { CircleAlertIcon, CircleCheckIcon, InfoIcon, type LucideIcon, TriangleAlertIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names.ts";

const TONES = {
  danger: { icon: CircleAlertIcon, classes: "border-danger-solid/40 bg-danger-soft text-danger" },
  warning: { icon: TriangleAlertIcon, classes: "border-warning-solid/40 bg-warning-soft text-warning" },
  active: { icon: InfoIcon, classes: "border-active-solid/40 bg-active-soft text-active" },
  success: { icon: CircleCheckIcon, classes: "border-success-solid/40 bg-success-soft text-success" },
} satisfies Record<string, { icon: LucideIcon; classes: string }>;

/** Something that the page has to say. Spoken at once when it is about a danger. */
export function Alert({
  tone = "danger",
  className,
  children,
  ...props
}: ComponentProps<"div"> & { tone?: keyof typeof TONES }) {
  const { icon: Icon, classes } = TONES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn("flex gap-2 rounded-md border px-3 py-2 text-sm", classes, className)}
      {...props}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  );
}
