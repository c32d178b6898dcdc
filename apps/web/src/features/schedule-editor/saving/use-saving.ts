"use client";

import type { ScheduleDefinition } from "@repo/core";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useViewerZone } from "@/components/viewer-clock.tsx";
import { notify } from "@/lib/notify.ts";
import type { ActionResult } from "@/server/act.ts";
import type { DraftViolation } from "../draft/definition-of-draft.ts";
import { draftOfDefinition } from "../draft/draft-of-definition.ts";
import { fieldOfPath } from "../draft/field-of-path.ts";
import type { ScheduleDraft } from "../draft/schedule-draft.ts";
import { removeStoredDraft } from "../draft/stored-draft.ts";
import type { Conflict } from "./conflict-dialog.tsx";
import { createSchedule } from "./create-schedule.ts";
import { changesBetween, type DefinitionChange } from "./definition-changes.ts";
import { readSchedule } from "./read-schedule.ts";
import { updateSchedule } from "./update-schedule.ts";

/** What an edit began with. */
export interface EditBase {
  revision: number;
  draft: ScheduleDraft;
}

type Errors = Extract<ActionResult, { ok: false }>["errors"];

const UNREACHABLE = "The server cannot be reached. Nothing you typed is lost: try again in a moment.";

/** Loaded when it is needed: the rules are large. */
const loadRules = () => import("../draft/check-draft.ts");

/** Everything between pressing the button and being saved: checks, the review, conflicts, and what went wrong. */
export function useSaving({
  form,
  scheduleId,
  base,
  onRebase,
}: {
  form: UseFormReturn<ScheduleDraft>;
  /** Undefined: it is created. */
  scheduleId: string | undefined;
  base: EditBase | undefined;
  /** The form goes on from another stored revision. */
  onRebase: (base: EditBase) => void;
}) {
  const router = useRouter();
  const viewerZone = useViewerZone();
  const [problems, setProblems] = useState<DraftViolation[]>([]);
  const [formError, setFormError] = useState<string>();
  const [review, setReview] = useState<{ definition: ScheduleDefinition; changes: DefinitionChange[] }>();
  const [conflict, setConflict] = useState<Conflict>();
  const [isSaving, startSaving] = useTransition();
  const formElement = useRef<HTMLFormElement>(null);
  const [focusRequest, setFocusRequest] = useState(0);

  useEffect(() => {
    void loadRules();
  }, []);
  useEffect(() => {
    if (focusRequest === 0) return;
    formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [focusRequest]);

  const showProblems = useCallback(
    (violations: readonly DraftViolation[]) => {
      const shown = violations.map(({ path, message }) => ({ path: fieldOfPath(path), message }));
      for (const { path, message } of shown.toReversed()) {
        // a path that is no field of the form is only told in the list
        form.setError(path as keyof ScheduleDraft, { type: "rule", message });
      }
      setProblems(shown);
      setFocusRequest((count) => count + 1);
    },
    [form],
  );

  const showErrors = ({ fieldErrors, formError }: Errors) => {
    setReview(undefined);
    setFormError(formError);
    if (fieldErrors.length > 0) showProblems(fieldErrors);
  };

  /** What is typed as a definition; undefined when it is none, and then every field says why. */
  const check = useCallback(async (): Promise<ScheduleDefinition | undefined> => {
    form.clearErrors();
    setProblems([]);
    setFormError(undefined);
    const { checkDraft } = await loadRules();
    const { definition, violations } = checkDraft(form.getValues());
    if (violations !== undefined) showProblems(violations);
    return definition;
  }, [form, showProblems]);

  const finish = (id: string, message: string) => {
    form.reset(form.getValues());
    removeStoredDraft(scheduleId);
    notify.success(message);
    router.push(`/schedules/${id}`);
  };

  const create = async (definition: ScheduleDefinition) => {
    const paused = form.getValues("startsPaused");
    const result = await createSchedule(definition, paused).catch(() => undefined);
    if (result === undefined) return setFormError(UNREACHABLE);
    if (!result.ok) return showErrors(result.errors);
    finish(result.value.id, `Created ${definition.name}${paused ? ", paused" : ""}`);
  };

  const update = async (id: string, { revision, draft }: EditBase, mine: ScheduleDefinition) => {
    const result = await updateSchedule(id, revision, mine).catch(() => undefined);
    if (result === undefined) {
      setReview(undefined);
      return setFormError(UNREACHABLE);
    }
    if (result.ok) return finish(id, `Saved ${mine.name}`);
    if (result.errors.code !== "ABORTED") return showErrors(result.errors);
    const theirs = await readSchedule(id);
    const { checkDraft } = await loadRules();
    const { definition } = checkDraft(draft);
    if (!theirs.ok || definition === undefined) return showErrors(theirs.ok ? result.errors : theirs.errors);
    setReview(undefined);
    setConflict({ base: definition, mine, theirs: theirs.value });
  };

  const submit = () =>
    startSaving(async () => {
      const definition = await check();
      if (definition === undefined) return;
      if (base === undefined) return create(definition);
      const { checkDraft } = await loadRules();
      const before = checkDraft(base.draft).definition;
      const changes = before === undefined ? [] : changesBetween(before, definition);
      if (changes.length === 0) notify.info("Nothing has changed.");
      else setReview({ definition, changes });
    });

  const save = () => {
    if (scheduleId === undefined || base === undefined || review === undefined) return;
    startSaving(() => update(scheduleId, base, review.definition));
  };

  const resolve = (definition: ScheduleDefinition) => {
    if (conflict === undefined) return;
    const { revision, definition: stored } = conflict.theirs;
    const draft = draftOfDefinition(stored, viewerZone);
    form.reset(draft);
    form.reset(draftOfDefinition(definition, viewerZone), { keepDefaultValues: true });
    onRebase({ revision, draft });
    setConflict(undefined);
    notify.info("Look it over, then save.");
  };

  return {
    formElement,
    problems,
    formError,
    isSaving,
    review,
    conflict,
    check,
    showErrors,
    submit,
    save,
    resolve,
    closeReview: () => setReview(undefined),
    closeConflict: () => setConflict(undefined),
  };
}
