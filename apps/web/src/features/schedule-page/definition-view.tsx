import { explainTiming, type Schedule } from "@repo/core";
import type { ReactNode } from "react";
import { Description, DescriptionList } from "@/components/description-list.tsx";
import { LinkSwitch } from "@/components/link-switch.tsx";
import { RelativeTime } from "@/components/timestamp.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { LazyTextViewer } from "@/features/runs/lazy-text-viewer.tsx";
import { fieldsOf } from "@/features/schedule-editor/saving/definition-fields.ts";
import { comparePaths, labelOf, showValue } from "@/features/schedule-editor/saving/field-labels.ts";
import { TARGET_LABELS } from "@/lib/targets.ts";
import { DEFINITION_FORMS, type DefinitionForm, FORM_LABELS } from "./definition-form.ts";
import { type DefinitionGroup, groupOf } from "./definition-groups.ts";
import { writeDefinition } from "./definition-text.ts";
import { POLICY_WORDS } from "./policy-words.ts";

const TITLES = {
  general: "General",
  timing: "When",
  target: "What",
  policies: "Policies",
} satisfies Record<DefinitionGroup, string>;

/** Fields that other words on the page stand for. */
const SAID_OTHERWISE: ReadonlySet<string> = new Set(["spec.type", "target.type"]);

/** What a person wrote, to read and to take along. */
export function DefinitionView({ schedule, form }: { schedule: Schedule; form: DefinitionForm }) {
  const base = `/schedules/${schedule.id}/definition`;
  return (
    <div className="flex flex-col items-start gap-4">
      <LinkSwitch
        label="Form of the definition"
        options={DEFINITION_FORMS.map((option) => ({
          href: option === "words" ? base : `${base}?as=${option}`,
          label: FORM_LABELS[option],
          isCurrent: option === form,
        }))}
      />
      <div className="w-full min-w-0">
        {form === "words" ? <InWords schedule={schedule} /> : <AsText schedule={schedule} form={form} />}
      </div>
    </div>
  );
}

function AsText({
  schedule: { definition },
  form,
}: {
  schedule: Schedule;
  form: Exclude<DefinitionForm, "words">;
}) {
  const fileName = definition.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
  return (
    <LazyTextViewer
      isTall
      title={FORM_LABELS[form]}
      text={writeDefinition(definition)[form]}
      fileName={`${fileName}.${form}`}
    />
  );
}

function InWords({ schedule }: { schedule: Schedule }) {
  const { id, definition, revision, createdAt, updatedAt, owner, plannedCount } = schedule;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Group title={TITLES.timing}>
        <Description name="In words">{explainTiming(definition, id)}</Description>
        <Fields schedule={schedule} group="timing" />
      </Group>
      <Group title={TITLES.target}>
        <Description name="Kind">{TARGET_LABELS[definition.target.type]}</Description>
        <Fields schedule={schedule} group="target" />
      </Group>
      <Group title={TITLES.policies}>
        <Fields schedule={schedule} group="policies" />
      </Group>
      <Group title={TITLES.general}>
        <Fields schedule={schedule} group="general" />
        <Description name="Owner">{owner === "" ? "nobody" : owner}</Description>
        <Description name="Revision">{revision}</Description>
        <Description name="Due times planned">{plannedCount.toLocaleString("en-US")}</Description>
        <Description name="Created">
          <RelativeTime at={createdAt} />
        </Description>
        <Description name="Last changed">
          <RelativeTime at={updatedAt} />
        </Description>
        <Description name="Schedule id">
          <span className="font-mono text-xs">{id}</span>
        </Description>
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent>
        <DescriptionList>{children}</DescriptionList>
      </CardContent>
    </Card>
  );
}

function Fields({ schedule: { definition }, group }: { schedule: Schedule; group: DefinitionGroup }) {
  return [...fieldsOf(definition)]
    .filter(([path]) => groupOf(path) === group && !SAID_OTHERWISE.has(path))
    .toSorted(([one], [other]) => comparePaths(one, other))
    .map(([path, value]) => ({ path, text: POLICY_WORDS[String(value)] ?? showValue(path, value) }))
    .filter(({ path, text }) => text !== "" && !(path === "jitter" && definition.jitter === 0))
    .map(({ path, text }) => (
      <Description key={path} name={labelOf(path)}>
        <span
          className={path === "payload" ? "whitespace-pre-wrap font-mono text-xs" : "whitespace-pre-wrap"}
        >
          {text}
        </span>
      </Description>
    ));
}
