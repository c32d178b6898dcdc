"use client";

import type { Role } from "@repo/core";
import { useState } from "react";
import { Field } from "@/components/field.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select.tsx";
import { ROLE_DESCRIPTIONS, ROLE_LABELS } from "@/lib/roles.ts";

/** Chooses a role, and says what it may do. The form gets it as `role`. */
export function RoleField({
  roles,
  initial,
  error,
}: {
  roles: readonly Role[];
  initial: Role;
  error: string | undefined;
}) {
  const [role, setRole] = useState(initial);
  return (
    <Field id="role" label="Role" hint={ROLE_DESCRIPTIONS[role]} error={error}>
      {(field) => (
        <Select
          name="role"
          value={role}
          onValueChange={(value) => setRole(roles.find((offered) => offered === value) ?? role)}
        >
          <SelectTrigger {...field}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {roles.map((offered) => (
              <SelectItem key={offered} value={offered}>
                {ROLE_LABELS[offered]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
