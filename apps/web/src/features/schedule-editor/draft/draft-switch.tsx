"use client";

import { useController } from "react-hook-form";
import { Label } from "@/components/ui/label.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import type { DraftPath } from "./draft-field.tsx";
import type { ScheduleDraft } from "./schedule-draft.ts";

type SwitchPath = Extract<DraftPath, "target.shell" | "target.plaintext">;

/** A field of the draft that is so or not. */
export function DraftSwitch({ name, label }: { name: SwitchPath; label: string }) {
  const { field } = useController<ScheduleDraft, SwitchPath>({ name });
  return (
    <div className="flex items-center gap-2">
      <Switch
        id={name}
        ref={field.ref}
        checked={field.value}
        onCheckedChange={field.onChange}
        onBlur={field.onBlur}
      />
      <Label htmlFor={name}>{label}</Label>
    </div>
  );
}
