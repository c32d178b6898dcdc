import { CompassIcon } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state.tsx";
import { Brand } from "@/components/shell/brand.tsx";
import { Button } from "@/components/ui/button.tsx";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center">
      <Brand />
      <EmptyState
        isPage
        icon={CompassIcon}
        title="There is no such page"
        action={
          <Button asChild>
            <Link href="/">Go to the start</Link>
          </Button>
        }
      >
        The address may be wrong, or what it shows has been removed.
      </EmptyState>
    </main>
  );
}
