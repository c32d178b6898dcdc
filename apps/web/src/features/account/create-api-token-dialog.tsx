"use client";

import type { Role } from "@repo/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Field } from "@/components/field.tsx";
import { FormDialog } from "@/components/form-dialog.tsx";
import { RoleField } from "@/components/role-field.tsx";
import { ShownOnceDialog } from "@/components/shown-once-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select.tsx";
import { createApiToken } from "./create-api-token.ts";

const DAY = 86_400_000;
const LIFETIMES = [
  { days: 7, label: "In 7 days" },
  { days: 30, label: "In 30 days" },
  { days: 90, label: "In 90 days" },
  { days: 365, label: "In a year" },
];
const USUAL_DAYS = 90;

/** Asks what the token is for, makes it and shows it once. */
export function CreateApiTokenDialog({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const router = useRouter();
  const [token, setToken] = useState<string>();
  const [least = "VIEWER"] = roles;
  const create = (form: FormData) =>
    createApiToken({
      name: String(form.get("name")),
      role: roles.find((role) => role === form.get("role")) ?? least,
      lifetime: Number(form.get("expiresAt")) * DAY,
    });
  if (token !== undefined) {
    return (
      <ShownOnceDialog
        title="Your new token"
        description={
          <>
            Programs send it with each call as <code>authorization: Bearer …</code>
          </>
        }
        what="API token"
        value={token}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title="New API token"
      description="What it does is done in your name, and the audit log says so."
      submitLabel="Create token"
      fields={["name", "role", "expiresAt"]}
      action={create}
      onDone={(created) => {
        setToken(created);
        router.refresh();
      }}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <Field id="name" label="What for" hint="Such as deployments from CI." error={errorAt("name")}>
            {(field) => <Input {...field} name="name" required maxLength={100} autoComplete="off" />}
          </Field>
          <RoleField roles={roles} initial={least} error={errorAt("role")} />
          <Field id="expiresAt" label="Expires" error={errorAt("expiresAt")}>
            {(field) => (
              <Select name="expiresAt" defaultValue={String(USUAL_DAYS)}>
                <SelectTrigger {...field}>
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  {LIFETIMES.map(({ days, label }) => (
                    <SelectItem key={days} value={String(days)}>
                      {label}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}
