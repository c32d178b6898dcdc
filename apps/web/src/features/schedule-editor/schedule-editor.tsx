"use client";

import type { Schedule, ScheduleDefinition } from "@repo/core";
import Link from "next/link";
import { useEffect, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { PageHeader } from "@/components/page-header.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useViewerZone } from "@/components/viewer-clock.tsx";
import { DefinitionSheet } from "./definition-sheet.tsx";
import { BasicsSection } from "./draft/basics-section.tsx";
import { DraftKeeper } from "./draft/draft-keeper.tsx";
import { draftOfDefinition } from "./draft/draft-of-definition.ts";
import { draftResolver } from "./draft/draft-resolver.ts";
import { emptyDraft, type ScheduleDraft } from "./draft/schedule-draft.ts";
import { StartPausedSwitch } from "./draft/start-paused-switch.tsx";
import { readStoredDraft, removeStoredDraft } from "./draft/stored-draft.ts";
import { TEMPLATES } from "./draft/templates.ts";
import { PayloadSection } from "./payload/payload-section.tsx";
import { PoliciesSection } from "./policies/policies-section.tsx";
import { ConflictDialog } from "./saving/conflict-dialog.tsx";
import { LeaveGuard } from "./saving/leave-guard.tsx";
import { ProblemList } from "./saving/problem-list.tsx";
import { ReviewDialog } from "./saving/review-dialog.tsx";
import { type EditBase, useSaving } from "./saving/use-saving.ts";
import { TargetSection } from "./target/target-section.tsx";
import { TemplatePicker } from "./template-picker.tsx";
import { TestRunButton } from "./test-run/test-run-panel.tsx";
import { DueTimesCard } from "./timing/due-times-card.tsx";
import { TimingSection } from "./timing/timing-section.tsx";

/** What the editor begins with: a stored schedule, the copy of one, a template, or nothing. */
export interface EditorStart {
  schedule?: Schedule;
  copyOf?: ScheduleDefinition;
  templateId?: string;
}

/** Creates a schedule, or edits one. */
export function ScheduleEditor({ start, secrets }: { start: EditorStart; secrets: readonly string[] }) {
  const { schedule } = start;
  const viewerZone = useViewerZone();
  const [first] = useState(() => firstDraft(start, viewerZone));
  const [base, setBase] = useState<EditBase | undefined>(
    schedule && { revision: schedule.revision, draft: first },
  );
  const form = useForm<ScheduleDraft>({
    defaultValues: first,
    resolver: draftResolver,
    mode: "onTouched",
    shouldFocusError: false,
  });
  const [isRestored, setIsRestored] = useState(false);
  useEffect(() => {
    const stored = readStoredDraft(schedule?.id);
    if (stored === undefined) return;
    if (stored.base !== undefined) {
      form.reset(stored.base.draft);
      setBase(stored.base);
    }
    form.reset(stored.draft, { keepDefaultValues: true });
    setIsRestored(true);
  }, [form, schedule?.id]);
  const discard = () => {
    removeStoredDraft(schedule?.id);
    if (schedule !== undefined) setBase({ revision: schedule.revision, draft: first });
    form.reset(first);
    setIsRestored(false);
  };

  const saving = useSaving({ form, scheduleId: schedule?.id, base, onRebase: setBase });
  const { isDirty } = form.formState;
  return (
    <FormProvider {...form}>
      <form
        ref={saving.formElement}
        noValidate
        aria-label={schedule === undefined ? "New schedule" : "Edit schedule"}
        onSubmit={(event) => {
          event.preventDefault();
          saving.submit();
        }}
      >
        <PageHeader
          title={schedule === undefined ? "New schedule" : `Edit ${schedule.definition.name}`}
          description="When it is due, what is done then, and what happens when that does not go as planned."
          actions={<DefinitionSheet />}
        />
        {isRestored && (
          <Alert tone="active" className="mb-4">
            What you had typed here is restored.{" "}
            <Button variant="link" size="sm" className="h-auto p-0" onClick={discard}>
              Discard it
            </Button>
          </Alert>
        )}
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="flex min-w-0 flex-col gap-5">
            {schedule === undefined && start.copyOf === undefined && <TemplatePicker />}
            <BasicsSection />
            <TimingSection />
            <TargetSection />
            <PayloadSection secrets={secrets} />
            <PoliciesSection />
          </div>
          <div className="min-w-0 xl:sticky xl:top-17">
            <DueTimesCard scheduleId={schedule?.id ?? ""} />
          </div>
        </div>
        <div className="sticky bottom-0 z-20 -mx-3 mt-5 flex flex-col gap-3 border-t bg-background/95 px-3 py-3 backdrop-blur-sm md:-mx-6 md:px-6">
          <ProblemList problems={saving.problems} formError={saving.formError} />
          <div className="flex flex-wrap items-center justify-end gap-2">
            <span className="mr-auto text-muted-foreground text-xs" role="status">
              {isDirty ? "Not saved; kept in this tab." : ""}
            </span>
            {schedule === undefined && <StartPausedSwitch />}
            <div className="flex flex-wrap justify-end gap-2 max-sm:w-full">
              <Button variant="ghost" asChild>
                <Link href={schedule === undefined ? "/schedules" : `/schedules/${schedule.id}`}>Cancel</Link>
              </Button>
              <TestRunButton check={saving.check} onErrors={saving.showErrors} />
              <Button type="submit" variant="primary" disabled={saving.isSaving}>
                {saving.isSaving
                  ? "One moment …"
                  : schedule === undefined
                    ? "Create schedule"
                    : "Review changes"}
              </Button>
            </div>
          </div>
        </div>
      </form>
      <DraftKeeper scheduleId={schedule?.id} base={base} />
      <LeaveGuard isDirty={isDirty} />
      <ReviewDialog
        changes={saving.review?.changes}
        isSaving={saving.isSaving}
        onSave={saving.save}
        onClose={saving.closeReview}
      />
      {saving.conflict !== undefined && (
        <ConflictDialog
          conflict={saving.conflict}
          onResolve={saving.resolve}
          onClose={saving.closeConflict}
        />
      )}
    </FormProvider>
  );
}

function firstDraft({ schedule, copyOf, templateId }: EditorStart, viewerZone: string): ScheduleDraft {
  if (schedule !== undefined) return draftOfDefinition(schedule.definition, viewerZone);
  if (copyOf !== undefined) {
    return { ...draftOfDefinition(copyOf, viewerZone), name: `Copy of ${copyOf.name}` };
  }
  const empty = emptyDraft(viewerZone);
  return TEMPLATES.find(({ id }) => id === templateId)?.fill(empty) ?? empty;
}
