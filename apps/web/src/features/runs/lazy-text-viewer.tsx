"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton.tsx";

/** A viewer that is not in sight at first, so its code can come later. */
export const LazyTextViewer = dynamic(() => import("./text-viewer.tsx").then((module) => module.TextViewer), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
});
