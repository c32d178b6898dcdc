"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { useLiveRefresh } from "@/components/live/live-provider.tsx";

/** What the API answers is up to five seconds old: asking more often would show nothing new. */
const REFRESH_EVERY_MS = 5_000;
/** Signs of life and the horizon change without any run. */
const REFRESH_AT_LEAST_EVERY_MS = 15_000;
const SPEAK_EVERY_MS = 60_000;

/** Keeps the page fresh while it is looked at, and tells readers how things are, once a minute at most. */
export function OverviewLive({ summary }: { summary: string }) {
  const router = useRouter();
  const [spoken, setSpoken] = useState("");
  useLiveRefresh({}, REFRESH_EVERY_MS);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, REFRESH_AT_LEAST_EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  const speak = useEffectEvent(() => setSpoken(summary));
  useEffect(() => {
    const timer = setInterval(() => speak(), SPEAK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="status" className="sr-only">
      {spoken}
    </p>
  );
}
