"use client";

import { type SubmitEvent, useState, useTransition } from "react";
import { Field } from "@/components/field.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { ActionResult } from "@/server/act.ts";
import { signIn } from "./sign-in.ts";

type Errors = Extract<ActionResult, { ok: false }>["errors"];

/** Asks for name and password, and for a new password in exchange for a one-time one. */
export function SignInForm({ next }: { next: string }) {
  const [errors, setErrors] = useState<Errors>();
  const [mustChange, setMustChange] = useState(false);
  const [isPending, startTransition] = useTransition();

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const newPassword = text("newPassword");
    if (newPassword !== text("repeatedPassword")) {
      const message = "is not the same as the one above";
      setErrors({ code: "INVALID_ARGUMENT", fieldErrors: [{ path: "repeatedPassword", message }] });
      return;
    }
    startTransition(async () => {
      const credentials = { username: text("username"), password: text("password"), newPassword };
      const result = await signIn(credentials, next);
      if (result.ok) return;
      setErrors(result.errors);
      if (result.errors.reason === "PASSWORD_CHANGE_REQUIRED") setMustChange(true);
    });
  };
  const errorAt = (path: string) => errors?.fieldErrors.find((error) => error.path === path)?.message;
  const isFirstAsked = mustChange && errors?.reason === "PASSWORD_CHANGE_REQUIRED";

  return (
    // sent before the script is there, it must not put the password into the address
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {isFirstAsked ? (
        <Alert tone="active">This is a one-time password. Choose one of your own to go on.</Alert>
      ) : (
        errors?.formError !== undefined && <Alert>{errors.formError}</Alert>
      )}
      <Field id="username" label="Username" error={errorAt("username")}>
        {(props) => (
          <Input
            {...props}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            required
            className="h-9"
          />
        )}
      </Field>
      <Field id="password" label={mustChange ? "One-time password" : "Password"} error={errorAt("password")}>
        {(props) => (
          <Input
            {...props}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-9"
          />
        )}
      </Field>
      {mustChange && (
        <>
          <Field
            id="newPassword"
            label="New password"
            hint="At least 12 characters."
            error={errorAt("newPassword") ?? errorAt("new_password")}
          >
            {(props) => (
              <Input
                {...props}
                name="newPassword"
                type="password"
                autoComplete="new-password"
                required
                autoFocus
                className="h-9"
              />
            )}
          </Field>
          <Field id="repeatedPassword" label="New password again" error={errorAt("repeatedPassword")}>
            {(props) => (
              <Input
                {...props}
                name="repeatedPassword"
                type="password"
                autoComplete="new-password"
                required
                className="h-9"
              />
            )}
          </Field>
        </>
      )}
      <Button type="submit" variant="primary" size="lg" disabled={isPending}>
        {isPending ? "Signing in …" : "Sign in"}
      </Button>
    </form>
  );
}
