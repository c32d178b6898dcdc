"use client";

import { PlusIcon, XIcon } from "lucide-react";
import { useController } from "react-hook-form";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { type DraftPath, sentenceOf } from "../draft/draft-field.tsx";
import type { Pair, ScheduleDraft } from "../draft/schedule-draft.ts";

type PairsPath = Extract<
  DraftPath,
  | "target.headers"
  | "target.environment"
  | "target.metadata"
  | "target.requests"
  | "target.limits"
  | "target.labels"
>;

/** Names and what they stand for, a row each. */
export function PairsField({
  name,
  label,
  hint,
  addLabel,
  namePlaceholder,
  valuePlaceholder,
}: {
  name: PairsPath;
  label: string;
  hint?: string;
  addLabel: string;
  namePlaceholder: string;
  valuePlaceholder: string;
}) {
  const { field, fieldState } = useController<ScheduleDraft, PairsPath>({ name });
  const message = sentenceOf(fieldState.error?.message);
  const messageId = `${name}-error`;
  const set = (index: number, changed: Partial<Pair>) =>
    field.onChange(field.value.map((pair, other) => (other === index ? { ...pair, ...changed } : pair)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" onBlur={field.onBlur}>
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      {field.value.map((pair, index) => (
        // rows have no identity but their place
        <div key={index} className="flex items-center gap-2">
          <Input
            id={`${name}.${index}.name`}
            aria-label={`${label}: name ${index + 1}`}
            aria-invalid={message === undefined ? undefined : true}
            aria-describedby={message === undefined ? undefined : messageId}
            value={pair.name}
            onChange={(event) => set(index, { name: event.target.value })}
            placeholder={namePlaceholder}
            autoComplete="off"
            className="flex-2 font-mono"
          />
          <Input
            aria-label={`${label}: value ${index + 1}`}
            aria-invalid={message === undefined ? undefined : true}
            value={pair.value}
            onChange={(event) => set(index, { value: event.target.value })}
            placeholder={valuePlaceholder}
            autoComplete="off"
            className="flex-3 font-mono"
          />
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`${label}: remove ${pair.name || `row ${index + 1}`}`}
            onClick={() => field.onChange(field.value.filter((_, other) => other !== index))}
          >
            <XIcon aria-hidden />
          </Button>
        </div>
      ))}
      {message !== undefined && (
        <p id={messageId} className="text-danger text-xs">
          {message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" onClick={() => field.onChange([...field.value, { name: "", value: "" }])}>
          <PlusIcon aria-hidden /> {addLabel}
        </Button>
        {hint !== undefined && <span className="text-muted-foreground text-xs">{hint}</span>}
      </div>
    </fieldset>
  );
}
