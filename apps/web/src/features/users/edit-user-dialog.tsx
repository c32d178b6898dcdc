"use client";

import type { User } from "@repo/core";
import { useRouter } from "next/navigation";
import { FormDialog } from "@/components/form-dialog.tsx";
import { notify } from "@/lib/notify.ts";
import { updateUser } from "./update-user.ts";
import { readUserInput, USER_FIELDS, UserFields } from "./user-fields.tsx";

/** Changes name, role and team of a user. */
export function EditUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const router = useRouter();
  return (
    <FormDialog
      title={`Edit ${user.username}`}
      description="Running sessions get the new role within seconds."
      submitLabel="Save"
      fields={USER_FIELDS}
      action={(form) => updateUser(user.id, readUserInput(form))}
      onDone={() => {
        notify.success(`${user.username} is changed`);
        router.refresh();
        onClose();
      }}
      onClose={onClose}
    >
      {(errorAt) => <UserFields user={user} errorAt={errorAt} />}
    </FormDialog>
  );
}
