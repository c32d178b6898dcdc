import type { Overview } from "@repo/core";
import { CircleAlertIcon, CircleCheckIcon, TriangleAlertIcon } from "lucide-react";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { skewInWords } from "@/features/processes/process-facts.ts";
import { cn } from "@/lib/class-names.ts";
import { type HorizonHealth, horizonHealthOf } from "./health.ts";

const LOOKS = {
  AHEAD: {
    icon: CircleCheckIcon,
    classes: "text-success",
    words: "Everything due before then is a run already: it starts even if nobody plans until then.",
  },
  NEAR: {
    icon: TriangleAlertIcon,
    classes: "text-warning",
    words:
      "Planning hardly keeps ahead. Look at the CronJob of the master, and at the log of schedule-microservice.",
  },
  BEHIND: {
    icon: CircleAlertIcon,
    classes: "text-danger",
    words:
      "Nobody plans: new runs start late. Look at the CronJob of the master, and at the log of schedule-microservice.",
  },
} satisfies Record<HorizonHealth, object>;

/** How far ahead runs are planned, and whether the clocks agree. */
export function HorizonCard({ overview }: { overview: Overview }) {
  const { horizon, clockSkew } = overview;
  const { icon: Icon, classes, words } = LOOKS[horizonHealthOf(overview)];
  return (
    <Card>
      <CardHeader>
        <CardTitle>Horizon</CardTitle>
      </CardHeader>
      <CardContent className="space-y-2">
        <p className="flex items-center gap-2 font-medium text-base">
          <Icon aria-hidden className={cn("size-4 shrink-0", classes)} />
          <span>
            Planned until <Timestamp at={horizon} short />, <RelativeTime at={horizon} />
          </span>
        </p>
        <p className="text-muted-foreground">{words}</p>
        <p className="text-muted-foreground text-xs">
          {clockSkew === undefined
            ? "How far the clocks differ has not been measured yet."
            : `Clock of the replica that answered, beside the database's: ${skewInWords(clockSkew)}.`}
        </p>
      </CardContent>
    </Card>
  );
}
