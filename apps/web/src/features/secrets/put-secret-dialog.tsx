"use client";

import type { Secret } from "@repo/core";
import { useRouter } from "next/navigation";
import { Field } from "@/components/field.tsx";
import { FormDialog } from "@/components/form-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { notify } from "@/lib/notify.ts";
import { putSecret } from "./put-secret.ts";
import { readHosts } from "./read-hosts.ts";

const NAME_PATTERN = "[A-Za-z][A-Za-z0-9_]{0,63}";

/** Stores a secret. @param secret the one that is replaced; absent: a new one */
export function PutSecretDialog({ secret, onClose }: { secret?: Secret; onClose: () => void }) {
  const router = useRouter();
  const put = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "");
    return putSecret({
      name: secret?.name ?? text("name"),
      description: text("description"),
      hosts: readHosts(text("hosts")),
      value: text("value"),
    });
  };
  return (
    <FormDialog
      title={secret === undefined ? "New secret" : `Replace ${secret.name}`}
      description="It is kept encrypted. Workers fill it in; nobody can read it here, you neither."
      submitLabel={secret === undefined ? "Store secret" : "Replace secret"}
      fields={["name", "value", "hosts", "description"]}
      action={put}
      onDone={() => {
        notify.success("The secret is stored");
        router.refresh();
        onClose();
      }}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          {secret === undefined && (
            <Field
              id="name"
              label="Name"
              hint="Letters, digits and underscores. An existing secret of this name is replaced."
              error={errorAt("name")}
            >
              {(field) => (
                <Input
                  {...field}
                  name="name"
                  required
                  pattern={NAME_PATTERN}
                  title="letters, digits and underscores, beginning with a letter"
                  autoComplete="off"
                  spellCheck={false}
                  className="font-mono"
                />
              )}
            </Field>
          )}
          <Field id="value" label="Value" hint="At least 8 characters." error={errorAt("value")}>
            {(field) => (
              <Input
                {...field}
                name="value"
                type="password"
                required
                autoComplete="off"
                className="font-mono"
              />
            )}
          </Field>
          <Field
            id="hosts"
            label="May be sent to"
            hint="Hosts, one a line, each with the names beneath it; localhost: handlers and commands on a worker. The secret goes nowhere else."
            error={errorAt("hosts")}
          >
            {(field) => (
              <Textarea
                {...field}
                name="hosts"
                required
                rows={3}
                defaultValue={secret?.hosts.join("\n")}
                placeholder="api.example.com"
                spellCheck={false}
                className="font-mono"
              />
            )}
          </Field>
          <Field id="description" label="Description" error={errorAt("description")}>
            {(field) => (
              <Input
                {...field}
                name="description"
                defaultValue={secret?.description}
                maxLength={500}
                autoComplete="off"
              />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}
