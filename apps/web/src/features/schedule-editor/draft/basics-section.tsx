"use client";

import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { DraftField } from "./draft-field.tsx";
import { Section } from "./section.tsx";
import { TagsField } from "./tags-field.tsx";

/** How people find it and know what it is for. */
export function BasicsSection() {
  return (
    <Section id="basics" title="Name" description="How people find it and know what it is for.">
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <DraftField name="name" label="Name" isRequired>
          {(props) => <Input {...props} autoComplete="off" maxLength={400} />}
        </DraftField>
        <TagsField />
      </div>
      <DraftField name="description" label="Description">
        {(props) => <Textarea {...props} className="min-h-14" />}
      </DraftField>
    </Section>
  );
}
