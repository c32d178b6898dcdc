import { ChevronRightIcon } from "lucide-react";
import Link from "next/link";
import { Card, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { TEMPLATES } from "@/features/schedule-editor/draft/templates.ts";

/** Common schedules to begin with, each ready to be saved. */
export function TemplateLinks() {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Start from a template</CardTitle>
      </CardHeader>
      <ul className="divide-y">
        {TEMPLATES.map(({ id, title, description }) => (
          <li key={id}>
            <Link
              href={`/schedules/new?template=${id}`}
              prefetch={false}
              className="group flex items-center gap-3 px-4 py-2.5 transition-colors hover:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{title}</span>
                <span className="block text-muted-foreground text-xs">{description}</span>
              </span>
              <ChevronRightIcon
                aria-hidden
                className="size-4 shrink-0 text-muted-foreground transition-transform group-hover:translate-x-0.5"
              />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
