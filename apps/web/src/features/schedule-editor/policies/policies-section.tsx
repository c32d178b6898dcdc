"use client";

import { Input } from "@/components/ui/input.tsx";
import { ChoiceField } from "../draft/choice-field.tsx";
import { DraftField } from "../draft/draft-field.tsx";
import { DurationField } from "../draft/duration-field.tsx";
import { DEFAULT_TEXTS } from "../draft/schedule-draft.ts";
import { Section } from "../draft/section.tsx";
import { BackoffPicture } from "./backoff-picture.tsx";
import {
  AtLeastOncePicture,
  AtMostOncePicture,
  MisfireAllPicture,
  MisfireOncePicture,
  MisfireSkipPicture,
  OverlapAllowPicture,
  OverlapBufferPicture,
  OverlapCancelPicture,
  OverlapSkipPicture,
} from "./pictures.tsx";

/** What happens when something is not as planned. */
export function PoliciesSection() {
  return (
    <Section
      id="policies"
      title="Policies"
      description="What happens when something is not as planned. Empty fields mean the value shown in them."
    >
      <ChoiceField
        name="overlapPolicy"
        label="While the previous run is active"
        className="sm:grid-cols-2 2xl:grid-cols-4"
        choices={[
          {
            value: "ALLOW",
            label: "Run side by side",
            description: "Every due time runs.",
            picture: <OverlapAllowPicture />,
          },
          {
            value: "SKIP",
            label: "Skip",
            description: "The new one does not run, and the ledger says why.",
            picture: <OverlapSkipPicture />,
          },
          {
            value: "BUFFER_ONE",
            label: "Let one wait",
            description: "One waits for the previous to end; further ones do not run.",
            picture: <OverlapBufferPicture />,
          },
          {
            value: "CANCEL_RUNNING",
            label: "Cancel the previous",
            description: "The new one runs when the previous has stopped.",
            picture: <OverlapCancelPicture />,
          },
        ]}
      />
      <div className="flex flex-col gap-3">
        <ChoiceField
          name="misfirePolicy"
          label="Due times found too late"
          className="sm:grid-cols-3"
          choices={[
            {
              value: "FIRE_ONCE",
              label: "Run the latest",
              description: "The ones before it do not run.",
              picture: <MisfireOncePicture />,
            },
            {
              value: "FIRE_ALL",
              label: "Run all",
              description: "Every one that was missed, up to a bound.",
              picture: <MisfireAllPicture />,
            },
            {
              value: "SKIP",
              label: "Run none",
              description: "Goes on with the next one.",
              picture: <MisfireSkipPicture />,
            },
          ]}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <DurationField
            name="misfireGrace"
            label="Too late means later than"
            placeholder={DEFAULT_TEXTS.misfireGrace}
          />
        </div>
      </div>
      <ChoiceField
        name="delivery"
        label="When the worker is lost in the middle of a run"
        className="sm:grid-cols-2"
        choices={[
          {
            value: "AT_LEAST_ONCE",
            label: "At least once",
            description: "It is tried again: the target may see it twice, with the same idempotency key.",
            picture: <AtLeastOncePicture />,
          },
          {
            value: "AT_MOST_ONCE",
            label: "At most once",
            description: "It has failed: the target never sees it twice.",
            picture: <AtMostOncePicture />,
          },
        ]}
      />
      <fieldset className="flex min-w-0 flex-col gap-3">
        <legend className="mb-1.5 font-medium text-sm">When an attempt fails</legend>
        <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-4">
          <DraftField name="maxAttempts" label="Attempts">
            {(props) => (
              <Input
                {...props}
                inputMode="numeric"
                placeholder={DEFAULT_TEXTS.maxAttempts}
                autoComplete="off"
              />
            )}
          </DraftField>
          <DurationField
            name="initialBackoff"
            label="First wait"
            placeholder={DEFAULT_TEXTS.initialBackoff}
            hint="Doubles each time."
          />
          <DurationField name="maxBackoff" label="Longest wait" placeholder={DEFAULT_TEXTS.maxBackoff} />
          <DurationField
            name="attemptTimeout"
            label="An attempt may take"
            placeholder={DEFAULT_TEXTS.attemptTimeout}
          />
        </div>
        <BackoffPicture />
      </fieldset>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <DraftField
          name="priority"
          label="Priority"
          hint="Among runs that are due, 1 is taken first; up to 1,000."
        >
          {(props) => (
            <Input {...props} inputMode="numeric" placeholder={DEFAULT_TEXTS.priority} autoComplete="off" />
          )}
        </DraftField>
        <DraftField name="queue" label="Queue" hint="Whose workers execute it.">
          {(props) => (
            <Input {...props} placeholder={DEFAULT_TEXTS.queue} autoComplete="off" className="font-mono" />
          )}
        </DraftField>
      </div>
    </Section>
  );
}
