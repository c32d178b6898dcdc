"use client";

import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { ChoiceField } from "../draft/choice-field.tsx";
import { DraftField } from "../draft/draft-field.tsx";
import { DurationField } from "../draft/duration-field.tsx";
import { DEFAULT_TEXTS } from "../draft/schedule-draft.ts";
import { PairsField } from "./pairs-field.tsx";
import { VariablesField } from "./variables-field.tsx";

/** One Kubernetes Job for each attempt. */
export function KubernetesJobFields() {
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <DraftField name="target.image" label="Image" isRequired>
          {(props) => (
            <Input
              {...props}
              placeholder="registry.example.com/report:1.4"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </DraftField>
        <DraftField
          name="target.namespace"
          label="Namespace"
          hint="Empty: the first that the worker may use."
        >
          {(props) => <Input {...props} autoComplete="off" className="font-mono" />}
        </DraftField>
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <DraftField
          name="target.command"
          label="Command"
          hint="One word a line. Empty: the image's entrypoint."
        >
          {(props) => <Textarea {...props} spellCheck={false} className="max-h-60 font-mono" />}
        </DraftField>
        <DraftField name="target.args" label="Arguments" hint="One a line; {{ run.dueAt }} is filled in.">
          {(props) => <Textarea {...props} spellCheck={false} className="max-h-60 font-mono" />}
        </DraftField>
      </div>
      <VariablesField />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <PairsField
          name="target.requests"
          label="Given at least"
          addLabel="Add resource"
          namePlaceholder="cpu"
          valuePlaceholder="100m"
        />
        <PairsField
          name="target.limits"
          label="Given at most"
          addLabel="Add limit"
          namePlaceholder="memory"
          valuePlaceholder="256Mi"
        />
      </div>
      <PairsField
        name="target.labels"
        label="Labels"
        addLabel="Add label"
        namePlaceholder="team"
        valuePlaceholder="data"
      />
      <ChoiceField
        name="target.podSecurity"
        label="What the pod may do"
        className="sm:grid-cols-2"
        choices={[
          {
            value: "RESTRICTED",
            label: "Restricted",
            description: "Not root, no capabilities, the runtime's seccomp profile.",
          },
          {
            value: "BASELINE",
            label: "Baseline",
            description: "The image may run as root; never privileged, nothing of the host.",
          },
        ]}
      />
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <DraftField
          name="target.serviceAccount"
          label="Service account"
          hint="Empty: the default, without token."
        >
          {(props) => <Input {...props} autoComplete="off" className="font-mono" />}
        </DraftField>
        <DraftField name="target.runAsUser" label="User id" hint="Empty: the image's.">
          {(props) => <Input {...props} inputMode="numeric" autoComplete="off" />}
        </DraftField>
        <DurationField
          name="target.keepFinished"
          label="Keep the finished Job"
          placeholder={DEFAULT_TEXTS.keepFinished}
          hint="For people to look at."
        />
      </div>
    </>
  );
}
