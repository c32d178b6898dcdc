"use client";

import { PlusIcon, XIcon } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Label } from "@/components/ui/label.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover.tsx";

/** Words to choose, and a field for others. */
export function TokenPopover({
  label,
  hint,
  suggestions,
  isSingle,
  values,
  onChange,
  trigger,
}: {
  label: string;
  hint: string;
  suggestions: readonly string[];
  isSingle: boolean;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
} & OpenedProps) {
  const [text, setText] = useState("");
  const field = useId();
  const offered = suggestions.filter((value) => !values.includes(value));
  const add = (value: string) => {
    onChange(isSingle ? [value] : [...values.filter((other) => other !== value), value]);
    setText("");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = text.trim();
    if (value !== "") add(value);
  };
  return (
    <Popover defaultOpen>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent className="flex flex-col gap-3">
        <form onSubmit={submit} className="flex flex-col gap-1.5">
          <Label htmlFor={field}>{label}</Label>
          <Input
            id={field}
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={hint}
            autoComplete="off"
          />
        </form>
        <Tokens label="Chosen" values={values}>
          {(value) => (
            <Button
              size="sm"
              onClick={() => onChange(values.filter((other) => other !== value))}
              aria-label={`Remove ${value}`}
            >
              {value}
              <XIcon aria-hidden />
            </Button>
          )}
        </Tokens>
        <Tokens label="On this page" values={offered}>
          {(value) => (
            <Button size="sm" variant="ghost" onClick={() => add(value)} aria-label={`Add ${value}`}>
              <PlusIcon aria-hidden />
              {value}
            </Button>
          )}
        </Tokens>
      </PopoverContent>
    </Popover>
  );
}

function Tokens({
  label,
  values,
  children,
}: {
  label: string;
  values: readonly string[];
  children: (value: string) => ReactNode;
}) {
  if (values.length === 0) return null;
  return (
    <ul aria-label={label} className="flex max-h-40 flex-wrap gap-1 overflow-y-auto">
      {values.map((value) => (
        <li key={value} className="max-w-full">
          {children(value)}
        </li>
      ))}
    </ul>
  );
}
