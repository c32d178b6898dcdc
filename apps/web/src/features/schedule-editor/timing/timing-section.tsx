"use client";

import { useController, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useViewerZone } from "@/components/viewer-clock.tsx";
import { ChoiceField } from "../draft/choice-field.tsx";
import { DraftField } from "../draft/draft-field.tsx";
import { DurationField } from "../draft/duration-field.tsx";
import { InstantField } from "../draft/instant-field.tsx";
import type { ScheduleDraft } from "../draft/schedule-draft.ts";
import { Section } from "../draft/section.tsx";
import { CronBuilder } from "./cron-builder.tsx";
import { ExclusionsField } from "./exclusions-field.tsx";
import { ZonePicker } from "./zone-picker.tsx";

const PRESETS = [
  { label: "Every 5 minutes", expression: "*/5 * * * *" },
  { label: "Every hour", expression: "0 * * * *" },
  { label: "Every hour, spread", expression: "H * * * *" },
  { label: "Nightly", expression: "0 2 * * *" },
  { label: "Working days", expression: "0 9 * * 1-5" },
  { label: "First of the month", expression: "0 6 1 * *" },
  { label: "Last of the month", expression: "0 18 L * *" },
];

/** When it is due, and what bounds that. */
export function TimingSection() {
  const type = useWatch<ScheduleDraft, "spec.type">({ name: "spec.type" });
  const cronZone = useWatch<ScheduleDraft, "spec.timeZone">({ name: "spec.timeZone" });
  const viewerZone = useViewerZone();
  const zone = type === "cron" ? cronZone : viewerZone;
  return (
    <Section id="timing" title="When" description="Times to be due at, and what bounds them.">
      <ChoiceField
        name="spec.type"
        label="Kind"
        className="sm:grid-cols-3"
        choices={[
          { value: "cron", label: "Calendar", description: "Times of day, days, months, in a time zone." },
          { value: "interval", label: "Interval", description: "A fixed distance, whatever the clocks do." },
          { value: "once", label: "Once", description: "At one instant." },
        ]}
      />
      {type === "cron" && <CronFields />}
      {type === "interval" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <DurationField
            name="spec.every"
            label="Every"
            isRequired
            placeholder="5 min"
            hint="Such as 90 s, 5 min or 1 h 30 min. Whole seconds."
          />
          <InstantField
            name="spec.anchorAt"
            label="Counted from"
            zone={viewerZone}
            hint="Optional: fixes the phase, not the start."
          />
        </div>
      )}
      {type === "once" && <InstantField name="spec.at" label="At" zone={viewerZone} isRequired />}
      {type !== "once" && (
        <>
          <div className="grid gap-4 sm:grid-cols-3">
            <InstantField name="startAt" label="Not before" zone={zone} />
            <InstantField name="endAt" label="Not at or after" zone={zone} />
            <DraftField name="maxRuns" label="At most" hint="Runs in its whole life.">
              {(props) => <Input {...props} inputMode="numeric" placeholder="no bound" autoComplete="off" />}
            </DraftField>
          </div>
          <ExclusionsField />
        </>
      )}
      <DurationField
        name="jitter"
        label="Jitter"
        placeholder="none"
        hint="Each due time fires up to this much later, always by the same amount: keeps many schedules from starting at once."
      />
    </Section>
  );
}

function CronFields() {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,16rem)]">
        <DraftField
          name="spec.expression"
          label="Expression"
          isRequired
          hint="Minute, hour, day of month, month, day of week; six fields have seconds first. L, W, # and H are understood."
        >
          {(props) => (
            <Input
              {...props}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              className="font-mono"
            />
          )}
        </DraftField>
        <DraftField name="spec.timeZone" label="Time zone" isRequired>
          {(props) => <ZonePicker {...props} />}
        </DraftField>
      </div>
      <ExpressionTools />
    </div>
  );
}

/** Writes the expression by choosing; both follow when it is typed. */
function ExpressionTools() {
  const { field } = useController<ScheduleDraft, "spec.expression">({ name: "spec.expression" });
  return (
    <>
      <CronBuilder expression={field.value} onChange={field.onChange} />
      <div className="flex flex-wrap gap-1.5">
        {PRESETS.map(({ label, expression }) => (
          <Button
            key={expression}
            size="sm"
            variant="ghost"
            aria-pressed={expression === field.value}
            onClick={() => field.onChange(expression)}
            className="border border-border-strong border-dashed aria-pressed:border-primary aria-pressed:border-solid"
          >
            {label}
          </Button>
        ))}
      </div>
    </>
  );
}
