"use client";

import { WandSparklesIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { useController } from "react-hook-form";
import { Field } from "@/components/field.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { cn } from "@/lib/class-names.ts";
import { notify } from "@/lib/notify.ts";
import { sentenceOf } from "../draft/draft-field.tsx";
import type { ScheduleDraft } from "../draft/schedule-draft.ts";
import { Section } from "../draft/section.tsx";
import { parseJson } from "./parse-json.ts";

const JsonEditor = dynamic(() => import("./json-editor.tsx").then((module) => module.JsonEditor), {
  ssr: false,
  loading: () => <Skeleton className="h-38 w-full" />,
});

const VALUES = [
  "run.id",
  "run.dueAt",
  "run.fireAt",
  "run.attempt",
  "schedule.id",
  "schedule.name",
  "payload.…",
];

/** What is given to the target. */
export function PayloadSection({ secrets }: { secrets: readonly string[] }) {
  const { field, fieldState } = useController<ScheduleDraft, "payload">({ name: "payload" });
  const error = sentenceOf(fieldState.error?.message);
  const { value: parsed, problem } = parseJson(field.value || "null");
  return (
    <Section id="payload-section" title="Payload" description="A JSON object given to the target. Optional.">
      <Field
        id="payload"
        label={
          <span className="flex w-full items-center justify-between gap-3">
            JSON
            {problem !== undefined && (
              <span className="font-normal text-danger text-xs" aria-live="polite">
                Line {problem.line}, column {problem.column}: {problem.message}
              </span>
            )}
          </span>
        }
        error={error}
      >
        {({ id, ...aria }) => (
          <div
            className={cn(
              "min-h-38 overflow-hidden rounded-md border border-input focus-within:border-ring focus-within:outline-1 focus-within:outline-ring",
              error !== undefined && "border-danger-solid",
            )}
          >
            <JsonEditor
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
              attributes={{
                id,
                "aria-label": "Payload as JSON",
                ...(aria["aria-describedby"] && { "aria-describedby": aria["aria-describedby"] }),
                ...(error !== undefined && { "aria-invalid": "true" }),
              }}
            />
          </div>
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted-foreground text-xs">
          <span>Filled in when it runs:</span>
          {[
            ...VALUES,
            ...(secrets.length === 0 ? ["secrets.NAME"] : secrets.map((name) => `secrets.${name}`)),
          ].map((name) => (
            <TemplateValue key={name} text={`{{ ${name} }}`} />
          ))}
        </div>
        <Button
          size="sm"
          disabled={field.value.trim() === "" || problem !== undefined}
          onClick={() => field.onChange(JSON.stringify(parsed, undefined, 2))}
        >
          <WandSparklesIcon aria-hidden /> Format
        </Button>
      </div>
    </Section>
  );
}

/** A value that can be used in texts: a click takes it along. */
function TemplateValue({ text }: { text: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notify.success(`Copied ${text}`);
  };
  return (
    <button
      type="button"
      title="Copy"
      onClick={() => void copy()}
      className="rounded-sm border bg-surface-sunken px-1.5 py-px font-mono hover:bg-hover hover:text-foreground"
    >
      {text}
    </button>
  );
}
