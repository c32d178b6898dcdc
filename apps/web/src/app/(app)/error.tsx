"use client";

import { UnplugIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { EmptyState } from "@/components/empty-state.tsx";
import { Button } from "@/components/ui/button.tsx";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const router = useRouter();
  const tryAgain = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <EmptyState
      isPage
      icon={UnplugIcon}
      title="This page could not be loaded"
      action={
        <Button variant="primary" onClick={tryAgain}>
          Try again
        </Button>
      }
    >
      The scheduler did not answer as it should. Schedules run all the same: this page only shows them.
      {error.digest !== undefined && <span className="mt-1 block text-xs">Error {error.digest}</span>}
    </EmptyState>
  );
}
