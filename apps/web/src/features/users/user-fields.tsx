"use client";

import type { Role, User } from "@repo/core";
import { Field } from "@/components/field.tsx";
import { RoleField } from "@/components/role-field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { UserInput } from "./create-user.ts";

const ROLES: readonly Role[] = ["VIEWER", "EDITOR", "ADMIN"];

/** What an administrator decides about a user. */
export function UserFields({
  user,
  errorAt,
}: {
  user?: User;
  errorAt: (field: string) => string | undefined;
}) {
  return (
    <>
      <Field id="displayName" label="Display name" error={errorAt("displayName")}>
        {(field) => (
          <Input
            {...field}
            name="displayName"
            defaultValue={user?.displayName}
            maxLength={200}
            autoComplete="off"
          />
        )}
      </Field>
      <RoleField roles={ROLES} initial={user?.role ?? "VIEWER"} error={errorAt("role")} />
      <Field
        id="team"
        label="Team"
        hint="Editors may change the schedules of everyone in their team."
        error={errorAt("team")}
      >
        {(field) => (
          <Input {...field} name="team" defaultValue={user?.team} maxLength={64} autoComplete="off" />
        )}
      </Field>
    </>
  );
}

export const USER_FIELDS = ["displayName", "role", "team"];

/** What the form holds. */
export function readUserInput(form: FormData): UserInput {
  return {
    displayName: String(form.get("displayName") ?? ""),
    role: ROLES.find((role) => role === form.get("role")) ?? "VIEWER",
    team: String(form.get("team") ?? ""),
  };
}
