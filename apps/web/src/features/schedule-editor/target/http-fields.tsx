"use client";

import type { HttpMethod } from "@repo/core";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { DraftField } from "../draft/draft-field.tsx";
import { DraftSelect } from "../draft/draft-select.tsx";
import { PairsField } from "./pairs-field.tsx";

const METHODS = (["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] satisfies HttpMethod[]).map((method) => ({
  value: method,
  label: method,
}));

/** One HTTP request for each attempt. */
export function HttpFields() {
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <DraftSelect name="target.method" label="Method" options={METHODS} />
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
