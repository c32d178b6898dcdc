import { EditorSkeleton } from "@/features/schedule-editor/editor-skeleton.tsx";

export default function Loading() {
  return <EditorSkeleton />;
}
