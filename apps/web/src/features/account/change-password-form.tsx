"use client";

import { Field } from "@/components/field.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useFormAction } from "@/components/use-form-action.ts";
import { notify } from "@/lib/notify.ts";
import type { ActionResult } from "@/server/act.ts";
import { changePassword } from "./change-password.ts";

const FIELDS = [
  { name: "currentPassword", label: "Current password", autoComplete: "current-password", hint: undefined },
  {
    name: "newPassword",
    label: "New password",
    autoComplete: "new-password",
    hint: "At least 12 characters.",
  },
  { name: "repeatedPassword", label: "New password again", autoComplete: "new-password", hint: undefined },
];

/** Replaces the user's password. */
export function ChangePasswordForm({ username }: { username: string }) {
  const { submit, isPending, errorAt, formError } = useFormAction({
    fields: FIELDS.map(({ name }) => name),
    action: change,
    onDone: (_, form) => {
      form.reset();
      notify.success("Your password is changed", { description: "Your other sessions are ended." });
    },
  });
  return (
    // sent before the script is there, it must not put the passwords into the address
    <form method="post" onSubmit={submit} className="flex max-w-sm flex-col gap-4">
      {formError !== undefined && <Alert>{formError}</Alert>}
      {/* tells password managers whose password it is */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      {FIELDS.map(({ name, label, hint, autoComplete }) => (
        <Field key={name} id={name} label={label} hint={hint} error={errorAt(name)}>
          {(field) => <Input {...field} name={name} type="password" autoComplete={autoComplete} required />}
        </Field>
      ))}
      <Button type="submit" disabled={isPending} className="self-start">
        {isPending ? "One moment …" : "Change password"}
      </Button>
    </form>
  );
}

async function change(form: FormData): Promise<ActionResult> {
  const text = (name: string) => String(form.get(name) ?? "");
  const newPassword = text("newPassword");
  if (newPassword !== text("repeatedPassword")) {
    const message = "is not the same as the one above";
    return {
      ok: false,
      errors: { code: "INVALID_ARGUMENT", fieldErrors: [{ path: "repeatedPassword", message }] },
    };
  }
  return changePassword({ currentPassword: text("currentPassword"), newPassword });
}
