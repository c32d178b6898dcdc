"use client";

import { Input } from "@/components/ui/input.tsx";
import { DraftField } from "../draft/draft-field.tsx";

/** A function of a worker program. */
export function HandlerFields() {
  return (
    <DraftField
      name="target.handler"
      label="Handler"
      isRequired
      hint="What the function is registered as. It gets the payload; choose a queue that only workers with it take from."
    >
      {(props) => (
        <Input
          {...props}
          placeholder="send-report"
          autoComplete="off"
          spellCheck={false}
          className="font-mono sm:max-w-96"
        />
      )}
    </DraftField>
  );
}
