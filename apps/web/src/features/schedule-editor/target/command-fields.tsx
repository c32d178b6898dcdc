"use client";

import { useWatch } from "react-hook-form";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { DraftField } from "../draft/draft-field.tsx";
import { DraftSwitch } from "../draft/draft-switch.tsx";
import type { ScheduleDraft } from "../draft/schedule-draft.ts";
import { PairsField } from "./pairs-field.tsx";

/** A process on a worker. */
export function CommandFields() {
  const shell = useWatch<ScheduleDraft, "target.shell">({ name: "target.shell" });
  return (
    <>
      <p className="text-muted-foreground text-xs">
        Only workers whose COMMAND_TARGET_ALLOW names the program run it. It gets the payload as JSON on its
        standard input.
      </p>
      <DraftSwitch name="target.shell" label="Run a shell script" />
      <div
        className={shell ? "grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]" : undefined}
      >
        <DraftField
          name="target.argv"
          label={shell ? "Script" : "Program and arguments"}
          isRequired
          hint={
            shell
              ? "For sh. No templates here: their values come as arguments."
              : "One a line, or a list in JSON; {{ run.dueAt }} is filled in, in arguments."
          }
        >
          {(props) => (
            <Textarea
              {...props}
              spellCheck={false}
              placeholder={shell ? 'set -eu\nreport --day "$1"' : "report\n--day={{ run.dueAt }}"}
              className="max-h-80 min-h-20 font-mono"
            />
          )}
        </DraftField>
        {shell && (
          <DraftField
            name="target.scriptArguments"
            label="Arguments"
            hint="$1 and on: one a line, or a list in JSON; {{ run.dueAt }} is filled in."
          >
            {(props) => (
              <Textarea
                {...props}
                spellCheck={false}
                placeholder="{{ run.dueAt }}"
                className="max-h-80 min-h-20 font-mono"
              />
            )}
          </DraftField>
        )}
      </div>
      <PairsField
        name="target.environment"
        label="Environment"
        addLabel="Add variable"
        namePlaceholder="TOKEN"
        valuePlaceholder="{{ secrets.TOKEN }}"
        hint="DISTRIBUTED_SCHEDULER_RUN_ID, _DUE_AT and _ATTEMPT are set in any case; nothing of the worker's own is."
      />
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <DraftField
          name="target.workingDirectory"
          label="Working directory"
          hint="Empty: a folder of its own that is removed afterwards."
        >
          {(props) => (
            <Input {...props} placeholder="/srv/reports" autoComplete="off" className="font-mono" />
          )}
        </DraftField>
        <DraftField name="target.expectedExitCodes" label="Expected exit codes" hint="Empty: 0.">
          {(props) => <Input {...props} placeholder="0, 3" autoComplete="off" />}
        </DraftField>
      </div>
    </>
  );
}
