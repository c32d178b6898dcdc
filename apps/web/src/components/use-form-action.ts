"use client";

import { type SubmitEvent, useState, useTransition } from "react";
import type { ActionResult } from "@/server/act.ts";

type Errors = Extract<ActionResult, { ok: false }>["errors"];

/**
 * Sends a form to a server action and puts each message at its field. What was typed stays.
 *
 * @param fields names of the fields, which are also the ids of their inputs
 */
export function useFormAction<T>({
  fields,
  action,
  onDone,
}: {
  fields: readonly string[];
  action: (form: FormData) => Promise<ActionResult<T>>;
  onDone: (value: T, form: HTMLFormElement) => void;
}) {
  const [errors, setErrors] = useState<Errors>();
  const [isPending, startTransition] = useTransition();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    startTransition(async () => {
      const result = await action(new FormData(form));
      if (result.ok) {
        setErrors(undefined);
        onDone(result.value, form);
        return;
      }
      setErrors(result.errors);
      const first = fields.find((field) => messagesAt(result.errors, field).length > 0);
      if (first !== undefined) form.querySelector<HTMLElement>(`#${CSS.escape(first)}`)?.focus();
    });
  };
  const errorAt = (field: string) =>
    errors === undefined ? undefined : messagesAt(errors, field).join("; ") || undefined;
  return { submit, isPending, errorAt, formError: errors && formErrorOf(errors, fields) };
}

function messagesAt({ fieldErrors }: Errors, field: string): string[] {
  return fieldErrors.filter(({ path }) => belongsTo(path, field)).map(({ message }) => message);
}

/** What belongs to no field of the form. */
function formErrorOf({ formError, fieldErrors }: Errors, fields: readonly string[]): string | undefined {
  const elsewhere = fieldErrors.filter(({ path }) => !fields.some((field) => belongsTo(path, field)));
  const messages = elsewhere.map(({ path, message }) => `${path} ${message}`);
  return [...(formError === undefined ? [] : [formError]), ...messages].join("; ") || undefined;
}

/** An item of a list belongs to the field that holds the list. */
function belongsTo(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
