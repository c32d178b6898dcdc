"use client";

import { useFormContext } from "react-hook-form";
import type { ScheduleDraft } from "./draft/schedule-draft.ts";
import { TEMPLATES } from "./draft/templates.ts";

/** Begins a new schedule from a common one; what was typed stays. */
export function TemplatePicker() {
  const form = useFormContext<ScheduleDraft>();
  return (
    <section aria-label="Templates" className="flex flex-col gap-2">
      <h2 className="text-muted-foreground text-xs">Start from</h2>
      <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-4">
        {TEMPLATES.map(({ id, title, description, fill }) => (
          <button
            key={id}
            type="button"
            onClick={() => form.reset(fill(form.getValues()), { keepDefaultValues: true })}
            className="flex flex-col rounded-lg border border-dashed bg-surface px-3 py-2 text-left transition-colors hover:border-border-strong hover:bg-hover"
          >
            <span className="font-medium">{title}</span>
            <span className="text-muted-foreground text-xs">{description}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
