"use client";

import { PlusIcon, XIcon } from "lucide-react";
import { useController, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { DraftField } from "../draft/draft-field.tsx";
import { DraftSelect } from "../draft/draft-select.tsx";
import { EMPTY_VARIABLE, type ScheduleDraft, type VariableSource } from "../draft/schedule-draft.ts";

const SOURCES: { value: VariableSource; label: string }[] = [
  { value: "value", label: "Value" },
  { value: "secretKeyRef", label: "Secret" },
  { value: "configMapKeyRef", label: "ConfigMap" },
];

/** The environment of a Kubernetes Job. */
export function VariablesField() {
  const { field } = useController<ScheduleDraft, "target.env">({ name: "target.env" });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">Environment</legend>
      {field.value.map((_, index) => (
        <VariableRow
          // rows have no identity but their place
          key={index}
          index={index}
          onRemove={() => field.onChange(field.value.filter((_, other) => other !== index))}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" onClick={() => field.onChange([...field.value, EMPTY_VARIABLE])}>
          <PlusIcon aria-hidden /> Add variable
        </Button>
        <span className="text-muted-foreground text-xs">
          DISTRIBUTED_SCHEDULER_RUN_ID, _DUE_AT, _ATTEMPT and _PAYLOAD are set in any case.
        </span>
      </div>
    </fieldset>
  );
}

function VariableRow({ index, onRemove }: { index: number; onRemove: () => void }) {
  const source = useWatch<ScheduleDraft, `target.env.${number}.source`>({
    name: `target.env.${index}.source`,
  });
  return (
    <div className="flex items-start gap-2 rounded-lg border bg-surface-sunken p-3">
      <div className="grid min-w-0 flex-1 items-start gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_minmax(0,1.5fr)]">
        <DraftField name={`target.env.${index}.name`} label="Name">
          {(props) => <Input {...props} className="font-mono" autoComplete="off" />}
        </DraftField>
        <DraftSelect name={`target.env.${index}.source`} label="From" options={SOURCES} />
        {source === "value" ? (
          <DraftField name={`target.env.${index}.value`} label="Value">
            {(props) => <Input {...props} className="font-mono" autoComplete="off" />}
          </DraftField>
        ) : (
          <div className="grid grid-cols-2 gap-2">
            <DraftField
              name={`target.env.${index}.refName`}
              label={source === "secretKeyRef" ? "Secret" : "ConfigMap"}
            >
              {(props) => <Input {...props} className="font-mono" autoComplete="off" />}
            </DraftField>
            <DraftField name={`target.env.${index}.refKey`} label="Key">
              {(props) => <Input {...props} className="font-mono" autoComplete="off" />}
            </DraftField>
          </div>
        )}
      </div>
      <Button variant="ghost" size="icon-sm" onClick={onRemove} aria-label={`Remove variable ${index + 1}`}>
        <XIcon aria-hidden />
      </Button>
    </div>
  );
}
