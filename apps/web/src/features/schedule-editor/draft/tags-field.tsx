"use client";

import { XIcon } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Input } from "@/components/ui/input.tsx";
import { DraftField } from "./draft-field.tsx";

/** Tags: Enter, a comma or leaving the field adds one, Backspace in the empty field takes the last away. */
export function TagsField() {
  const [typed, setTyped] = useState("");
  return (
    <DraftField name="tags" label="Tags" hint="For finding and grouping. Enter or a comma adds one.">
      {({ value, onChange, onBlur, name, ref, ...props }) => {
        const add = () => {
          setTyped("");
          const tags = typed.split(",").map((tag) => tag.trim());
          const added = tags.filter((tag) => tag !== "" && !value.includes(tag));
          if (added.length > 0) onChange([...value, ...new Set(added)]);
        };
        const remove = (tag: string) => onChange(value.filter((other) => other !== tag));
        const onKeyDown = (event: KeyboardEvent) => {
          if ((event.key === "Enter" || event.key === ",") && typed.trim() !== "") {
            event.preventDefault();
            add();
          } else if (event.key === "Backspace" && typed === "") {
            onChange(value.slice(0, -1));
          }
        };
        return (
          <div className="flex flex-wrap items-center gap-1.5">
            {value.map((tag) => (
              <Badge key={tag} tone="outline" className="max-w-full gap-0.5 pr-0.5">
                <span className="truncate">{tag}</span>
                <button
                  type="button"
                  onClick={() => remove(tag)}
                  aria-label={`Remove tag ${tag}`}
                  className="flex size-4 items-center justify-center rounded-sm hover:bg-hover hover:text-foreground"
                >
                  <XIcon aria-hidden />
                </button>
              </Badge>
            ))}
            <Input
              {...props}
              ref={ref}
              name={name}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={onKeyDown}
              onBlur={() => {
                add();
                onBlur();
              }}
              autoComplete="off"
              className="w-40 flex-1"
            />
          </div>
        );
      }}
    </DraftField>
  );
}
