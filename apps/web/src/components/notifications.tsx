"use client";

import dynamic from "next/dynamic";

/** Where messages of `notify` appear. */
export const Notifications = dynamic(() => import("./ui/sonner.tsx").then((module) => module.Toaster), {
  ssr: false,
});
