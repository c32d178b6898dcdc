"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog.tsx";

/** Asks before a page with unsaved changes is left by a link, or closed. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const router = useRouter();
  const [destination, setDestination] = useState<string>();
  useEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const href = destinationOf(event);
      if (href === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      setDestination(href);
    };
    window.addEventListener("beforeunload", onUnload);
    // before the links' own listeners
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isDirty]);
  return (
    <ConfirmDialog
      open={destination !== undefined}
      onOpenChange={(isOpen) => !isOpen && setDestination(undefined)}
      title="Leave without saving?"
      description="What you typed is kept in this tab: come back to this page and it is there again."
      confirmLabel="Leave"
      onConfirm={async () => ({ ok: true, value: undefined })}
      onDone={() => destination !== undefined && router.push(destination)}
    />
  );
}

/** Where a click leads within this site, when it leaves the page in this tab. */
function destinationOf(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hasAttribute("download")) {
    return undefined;
  }
  const url = new URL(link.href);
  if (url.origin !== location.origin) return undefined;
  const isSamePage = url.pathname === location.pathname && url.search === location.search;
  return isSamePage ? undefined : `${url.pathname}${url.search}${url.hash}`;
}
