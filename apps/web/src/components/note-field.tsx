"use client";

import { Field } from "@/components/field.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

/** What the API takes at most. */
const MAX_NOTE_LENGTH = 500;

/** Why something is done, for the others. */
export function NoteField({
  note,
  onChange,
  whereShown,
}: {
  note: string;
  onChange: (note: string) => void;
  /** Where the others read it, such as `shown beside the schedule`. */
  whereShown: string;
}) {
  return (
    <Field id="note" label="Why" hint={`For the others; ${whereShown}.`}>
      {(field) => (
        <Textarea
          {...field}
          value={note}
          maxLength={MAX_NOTE_LENGTH}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
