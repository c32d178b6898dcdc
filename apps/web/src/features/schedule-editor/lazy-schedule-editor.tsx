"use client";

import dynamic from "next/dynamic";
import { EditorSkeleton } from "./editor-skeleton.tsx";

/** The editor, whose code (forms, schemas, due times) is loaded after the page is there. */
export const LazyScheduleEditor = dynamic(
  () => import("./schedule-editor.tsx").then((module) => module.ScheduleEditor),
  { ssr: false, loading: () => <EditorSkeleton /> },
);
