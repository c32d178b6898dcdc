"use client";

import { useWatch } from "react-hook-form";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { DraftField } from "../draft/draft-field.tsx";
import { DraftSwitch } from "../draft/draft-switch.tsx";
import { DEFAULT_TEXTS, type ScheduleDraft } from "../draft/schedule-draft.ts";
import { PairsField } from "./pairs-field.tsx";

/** One unary gRPC call for each attempt. */
export function GrpcFields() {
  const rpc = useWatch<ScheduleDraft, "target.rpc">({ name: "target.rpc" }).trim();
  const isOwn = rpc === "" || rpc === DEFAULT_TEXTS.rpc;
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <DraftField name="target.address" label="Address" isRequired hint="host:port, without a scheme.">
          {(props) => (
            <Input
              {...props}
              placeholder="reports.example.com:443"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </DraftField>
        <DraftField
          name="target.rpc"
          label="Method"
          hint="Empty: the scheduler's own TaskHandlerService. Any other needs the server's reflection."
        >
          {(props) => (
            <Input
              {...props}
              placeholder={DEFAULT_TEXTS.rpc}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </DraftField>
      </div>
      <DraftSwitch name="target.plaintext" label="Without TLS" />
      {!isOwn && (
        <DraftField
          name="target.request"
          label="Request"
          hint="JSON; values such as {{ run.dueAt }} are filled in. Empty: the payload."
        >
          {(props) => (
            <Textarea
              {...props}
              spellCheck={false}
              placeholder={'{ "day": "{{ run.dueAt }}" }'}
              className="max-h-80 font-mono"
            />
          )}
        </DraftField>
      )}
      <PairsField
        name="target.metadata"
        label="Metadata"
        addLabel="Add metadata"
        namePlaceholder="authorization"
        valuePlaceholder="Bearer {{ secrets.TOKEN }}"
        hint="The run id, due time and attempt are sent as idempotency metadata in any case."
      />
    </>
  );
}
