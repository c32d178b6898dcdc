"use client";

import { loadLazily } from "./load-lazily.tsx";

/** Where messages of `notify` appear. */
export const Notifications = loadLazily(() => import("./ui/sonner.tsx").then((module) => module.Toaster));
