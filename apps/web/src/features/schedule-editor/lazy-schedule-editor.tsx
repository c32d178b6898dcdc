"use client";

import dynamic from "next/dynamic";
import { EditorSkeleton } from "./editor-skeleton.tsx";

/** The editor, loaded when its page is there: a form of this size would make the page late, and needs scripts anyway. */
export const LazyScheduleEditor = dynamic(
  () => import("./schedule-editor.tsx").then((module) => module.ScheduleEditor),
  { ssr: false, loading: () => <EditorSkeleton /> },
);
