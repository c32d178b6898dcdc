"use client";

import type { ReactNode } from "react";
import { type ControllerRenderProps, type FieldPath, useController } from "react-hook-form";
import { Field, type FieldProps } from "@/components/field.tsx";
import type { ScheduleDraft } from "./schedule-draft.ts";

export type DraftPath = FieldPath<ScheduleDraft>;

/** A field of the draft with label, hint, and what is wrong with it. */
export function DraftField<P extends DraftPath>({
  name,
  children,
  ...field
}: {
  name: P;
  label: ReactNode;
  hint?: ReactNode;
  isRequired?: boolean;
  className?: string;
  children: (props: FieldProps & ControllerRenderProps<ScheduleDraft, P>) => ReactNode;
}) {
  const { field: control, fieldState } = useController<ScheduleDraft, P>({ name });
  return (
    <Field id={name} error={sentenceOf(fieldState.error?.message)} {...field}>
      {(props) => children({ ...props, ...control })}
    </Field>
  );
}

/** The rules' words follow a field's name; below a field they stand alone. */
export function sentenceOf(message: string | undefined): string | undefined {
  return message && `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
}
