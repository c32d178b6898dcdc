"use client";

import type { ScheduleDefinitionInput } from "@repo/core";
import { CodeIcon } from "lucide-react";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { CopyButton } from "@/components/copy-button.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "@/components/ui/sheet.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs.tsx";
import { definitionOfDraft } from "./draft/definition-of-draft.ts";
import type { ScheduleDraft } from "./draft/schedule-draft.ts";

interface Texts {
  yaml: string;
  json: string;
}

/** What is typed as YAML and JSON, the fields named as in the API. */
export function DefinitionSheet() {
  const form = useFormContext<ScheduleDraft>();
  const [texts, setTexts] = useState<Texts>();
  const [isOpen, setIsOpen] = useState(false);
  const open = async () => {
    setIsOpen(true);
    setTexts(await writeDefinition(definitionOfDraft(form.getValues()).definition));
  };
  return (
    <>
      <Button variant="ghost" onClick={() => void open()}>
        <CodeIcon aria-hidden /> View as YAML
      </Button>
      <Sheet open={isOpen} onOpenChange={setIsOpen}>
        <SheetContent className="max-w-xl gap-3 p-5">
          <div>
            <SheetTitle className="font-semibold text-lg">Definition</SheetTitle>
            <SheetDescription className="text-muted-foreground">
              As typed so far, without defaults. Lengths of time are milliseconds.
            </SheetDescription>
          </div>
          <Tabs defaultValue="yaml" className="flex min-h-0 flex-1 flex-col">
            <TabsList>
              <TabsTrigger value="yaml">YAML</TabsTrigger>
              <TabsTrigger value="json">JSON</TabsTrigger>
            </TabsList>
            <DefinitionText value="yaml" text={texts?.yaml} />
            <DefinitionText value="json" text={texts?.json} />
          </Tabs>
        </SheetContent>
      </Sheet>
    </>
  );
}

function DefinitionText({ value, text = "" }: { value: keyof Texts; text: string | undefined }) {
  return (
    <TabsContent value={value} className="relative min-h-0 flex-1">
      <div className="absolute top-5 right-1">
        <CopyButton text={text} what={value.toUpperCase()} />
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
        className="h-full overflow-auto rounded-lg border bg-surface-sunken p-3 font-mono text-xs"
      >
        {text}
      </pre>
    </TabsContent>
  );
}

async function writeDefinition(definition: ScheduleDefinitionInput): Promise<Texts> {
  const { stringify } = await import("yaml");
  const json = JSON.stringify(definition, undefined, 2);
  return { json, yaml: stringify(JSON.parse(json)) };
}
