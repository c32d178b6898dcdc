"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Field } from "@/components/field.tsx";
import { FormDialog } from "@/components/form-dialog.tsx";
import { ShownOnceDialog } from "@/components/shown-once-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { createUser } from "./create-user.ts";
import { readUserInput, USER_FIELDS, UserFields } from "./user-fields.tsx";

/** Asks who it is, creates the user and shows the one-time password. */
export function CreateUserDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [created, setCreated] = useState<{ username: string; oneTimePassword: string }>();
  if (created !== undefined) {
    return (
      <ShownOnceDialog
        title={`${created.username} may sign in`}
        description="Hand over this password. It works once: signing in asks for one of their own."
        what="one-time password"
        value={created.oneTimePassword}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title="New user"
      description="You get a one-time password to hand over."
      submitLabel="Create user"
      fields={["username", ...USER_FIELDS]}
      action={(form) => createUser({ username: String(form.get("username")), ...readUserInput(form) })}
      onDone={(user) => {
        setCreated(user);
        router.refresh();
      }}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <Field
            id="username"
            label="Username"
            hint="To sign in with; it stands in the audit log and never changes."
            error={errorAt("username")}
          >
            {(field) => (
              <Input
                {...field}
                name="username"
                required
                maxLength={64}
                autoComplete="off"
                autoCapitalize="none"
              />
            )}
          </Field>
          <UserFields errorAt={errorAt} />
        </>
      )}
    </FormDialog>
  );
}
