import { CompassIcon } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state.tsx";
import { Button } from "@/components/ui/button.tsx";

export default function NotFound() {
  return (
    <>
      {/* pages that are named after what they show have no name now */}
      <title>This is not here · Scheduler</title>
      <EmptyState
        isPage
        icon={CompassIcon}
        title="This is not here"
        action={
          <Button asChild>
            <Link href="/schedules">All schedules</Link>
          </Button>
        }
      >
        It may have been deleted, or its history is not kept any more.
      </EmptyState>
    </>
  );
}
