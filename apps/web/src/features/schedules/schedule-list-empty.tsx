import { CalendarPlusIcon, SearchXIcon } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state.tsx";
import { Button } from "@/components/ui/button.tsx";

/** What stands in the list when no schedule matches, or when there is none yet. */
export function ScheduleListEmpty({ isFiltered, mayCreate }: { isFiltered: boolean; mayCreate: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={SearchXIcon}
        title="No schedule is like that"
        action={
          <Button asChild>
            <Link href="/schedules">Show all schedules</Link>
          </Button>
        }
      >
        Search for another part of the name, or clear the filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={CalendarPlusIcon}
      title="No schedules yet"
      action={
        mayCreate && (
          <>
            <Button variant="primary" asChild>
              <Link href="/schedules/new?template=first">Create a schedule</Link>
            </Button>
            <Button asChild>
              <Link href="/schedules/new?template=http-every-five-minutes">
                Call a URL every five minutes
              </Link>
            </Button>
          </>
        )
      }
    >
      A schedule says when something is due and what is to be done then.{" "}
      {mayCreate
        ? "Begin with a template: it is ready to be saved."
        : "You may look at schedules, not create them: ask an administrator for the role EDITOR."}
    </EmptyState>
  );
}
