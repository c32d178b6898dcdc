"use client";

import type { HttpMethod } from "@repo/core";
import { Input } from "@/components/ui/input.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { DraftField } from "../draft/draft-field.tsx";
import { PairsField } from "./pairs-field.tsx";

const METHODS: readonly HttpMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/** One HTTP request for each attempt. */
export function HttpFields() {
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <DraftField name="target.method" label="Method">
          {({ value, onChange, ref, onBlur, ...props }) => (
            <Select value={value} onValueChange={onChange}>
              <SelectTrigger {...props} ref={ref} onBlur={onBlur}>
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {METHODS.map((method) => (
                  <SelectItem key={method} value={method}>
                    {method}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </DraftField>
        <DraftField
          name="target.url"
          label="URL"
          isRequired
          hint="Values such as {{ run.dueAt }} are filled in; secrets are not, because URLs end up in logs."
        >
          {(props) => (
            <Input
              {...props}
              inputMode="url"
              placeholder="https://example.com/hooks/report"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </DraftField>
      </div>
      <PairsField
        name="target.headers"
        label="Headers"
        addLabel="Add header"
        namePlaceholder="Authorization"
        valuePlaceholder="Bearer {{ secrets.TOKEN }}"
        hint="The run id, due time and attempt are sent as idempotency headers in any case."
      />
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <DraftField
          name="target.body"
          label="Body"
          hint="Empty: the payload as JSON, when the method has a body."
        >
          {(props) => <Textarea {...props} spellCheck={false} className="max-h-80 font-mono" />}
        </DraftField>
        <DraftField
          name="target.expectedStatuses"
          label="Expected statuses"
          hint="Empty: 200 to 299. Anything else is a failure."
        >
          {(props) => <Input {...props} placeholder="200, 202" autoComplete="off" />}
        </DraftField>
      </div>
    </>
  );
}
