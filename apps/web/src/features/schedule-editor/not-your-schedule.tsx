import type { Schedule } from "@repo/core";
import { LockIcon } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state.tsx";
import { Button } from "@/components/ui/button.tsx";

/** Instead of the editor of a schedule that the user may not change. */
export function NotYourSchedule({
  schedule: { id, definition },
  refusal,
}: {
  schedule: Schedule;
  /** Why not. */
  refusal: string;
}) {
  return (
    <EmptyState
      isPage
      icon={LockIcon}
      title={`${definition.name} is not yours to edit`}
      action={
        <>
          <Button variant="primary" asChild>
            <Link href={`/schedules/new?from=${id}`}>Make a copy of your own</Link>
          </Button>
          <Button asChild>
            <Link href={`/schedules/${id}/definition`}>Look at its definition</Link>
          </Button>
        </>
      }
    >
      {refusal}
    </EmptyState>
  );
}
