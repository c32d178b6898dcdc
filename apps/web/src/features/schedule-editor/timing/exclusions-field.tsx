"use client";

import { PlusIcon, XIcon } from "lucide-react";
import { useController, useFormState, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { DraftField, sentenceOf } from "../draft/draft-field.tsx";
import { DraftSelect } from "../draft/draft-select.tsx";
import { EMPTY_EXCLUSION, type ExclusionDraft, type ScheduleDraft } from "../draft/schedule-draft.ts";
import { Weekdays } from "./cron-builder.tsx";
import { ZonePicker } from "./zone-picker.tsx";

const TYPES: { value: ExclusionDraft["type"]; label: string }[] = [
  { value: "dates", label: "Whole days" },
  { value: "weekly", label: "Every week" },
  { value: "cron", label: "Cron expression" },
];

const MAX_EXCLUSIONS = 16;

/** Times at which nothing is due. */
export function ExclusionsField() {
  const { field } = useController<ScheduleDraft, "exclusions">({ name: "exclusions" });
  const { errors } = useFormState<ScheduleDraft>({ name: "exclusions" });
  const message = sentenceOf(errors.exclusions?.message);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">Except</legend>
      {field.value.map((exclusion, index) => (
        <ExclusionRow
          // rows have no identity but their place
          key={index}
          index={index}
          type={exclusion.type}
          onRemove={() => field.onChange(field.value.filter((_, other) => other !== index))}
        />
      ))}
      {message !== undefined && <p className="text-danger text-xs">{message}</p>}
      {field.value.length === 0 && (
        <p className="text-muted-foreground text-xs">
          Nothing. Holidays, a weekly maintenance window or another expression can be left out.
        </p>
      )}
      <div>
        <Button
          size="sm"
          id="exclusions"
          aria-invalid={message === undefined ? undefined : true}
          disabled={field.value.length >= MAX_EXCLUSIONS}
          onClick={() => field.onChange([...field.value, EMPTY_EXCLUSION])}
        >
          <PlusIcon aria-hidden /> Add exception
        </Button>
      </div>
    </fieldset>
  );
}

function ExclusionRow({
  index,
  type,
  onRemove,
}: {
  index: number;
  type: ExclusionDraft["type"];
  onRemove: () => void;
}) {
  const specType = useWatch<ScheduleDraft, "spec.type">({ name: "spec.type" });
  return (
    <div className="flex items-start gap-3 rounded-lg border bg-surface-sunken p-3">
      <div className="grid min-w-0 flex-1 items-start gap-3 sm:grid-cols-[9rem_minmax(0,1fr)_minmax(0,13rem)]">
        <DraftSelect name={`exclusions.${index}.type`} label="What" options={TYPES} />
        {type === "dates" && (
          <DraftField name={`exclusions.${index}.dates`} label="Dates">
            {(props) => <Input {...props} placeholder="2026-12-24, 2026-12-25" autoComplete="off" />}
          </DraftField>
        )}
        {type === "cron" && (
          <DraftField name={`exclusions.${index}.expression`} label="Expression">
            {(props) => (
              <Input {...props} placeholder="* 12 * * *" className="font-mono" autoComplete="off" />
            )}
          </DraftField>
        )}
        {type === "weekly" && <WeeklyFields index={index} />}
        <DraftField name={`exclusions.${index}.timeZone`} label="Time zone">
          {(props) => <ZonePicker {...props} emptyLabel={specType === "cron" ? "As above" : "UTC"} />}
        </DraftField>
      </div>
      <Button variant="ghost" size="icon-sm" onClick={onRemove} aria-label={`Remove exception ${index + 1}`}>
        <XIcon aria-hidden />
      </Button>
    </div>
  );
}

function WeeklyFields({ index }: { index: number }) {
  const { field } = useController<ScheduleDraft, `exclusions.${number}.weekdays`>({
    name: `exclusions.${index}.weekdays`,
  });
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-3">
      <Weekdays label="On" value={field.value} onChange={field.onChange} />
      <DraftField name={`exclusions.${index}.from`} label="From" className="w-28">
        {(props) => <Input {...props} type="time" />}
      </DraftField>
      <DraftField name={`exclusions.${index}.until`} label="Until" className="w-28">
        {(props) => <Input {...props} type="time" />}
      </DraftField>
    </div>
  );
}
