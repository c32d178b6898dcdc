"use client";

import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select.tsx";
import {
  type CronPattern,
  changeKind,
  HOUR_STEPS,
  MINUTE_STEPS,
  readCronPattern,
  writeCronPattern,
} from "./cron-pattern.ts";

const KINDS: Record<CronPattern["kind"], string> = {
  minutes: "Every few minutes",
  hours: "Every few hours",
  daily: "Every day",
  weekly: "On days of the week",
  monthly: "On a day of the month",
};

const WEEKDAYS = [
  { value: 1, short: "Mo", name: "Monday" },
  { value: 2, short: "Tu", name: "Tuesday" },
  { value: 3, short: "We", name: "Wednesday" },
  { value: 4, short: "Th", name: "Thursday" },
  { value: 5, short: "Fr", name: "Friday" },
  { value: 6, short: "Sa", name: "Saturday" },
  { value: 0, short: "Su", name: "Sunday" },
];

/** Makes the common expressions by choosing. The text is the truth: the builder shows what it says, or nothing. */
export function CronBuilder({
  expression,
  onChange,
}: {
  expression: string;
  onChange: (expression: string) => void;
}) {
  const pattern = readCronPattern(expression);
  const set = (changed: CronPattern) => onChange(writeCronPattern(changed));
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2 rounded-lg border bg-surface-sunken p-3">
      <Choice
        label="Repeat"
        value={pattern?.kind ?? "custom"}
        options={[
          ...Object.entries(KINDS).map(([value, label]) => ({ value, label })),
          ...(pattern === undefined ? [{ value: "custom", label: "As the expression says" }] : []),
        ]}
        onChange={(kind) => {
          if (kind !== "custom") set(changeKind(pattern, kind as CronPattern["kind"]));
        }}
        className="w-52"
      />
      {pattern?.kind === "minutes" && (
        <Choice
          label="Every"
          value={String(pattern.every)}
          options={MINUTE_STEPS.map((step) => option(step, step === 1 ? "minute" : `${step} minutes`))}
          onChange={(every) => set({ ...pattern, every: Number(every) })}
        />
      )}
      {pattern?.kind === "hours" && (
        <>
          <Choice
            label="Every"
            value={String(pattern.every)}
            options={HOUR_STEPS.map((step) => option(step, step === 1 ? "hour" : `${step} hours`))}
            onChange={(every) => set({ ...pattern, every: Number(every) })}
          />
          <Choice
            label="At minute"
            value={String(pattern.minute)}
            options={Array.from({ length: 60 }, (_, minute) =>
              option(minute, `:${String(minute).padStart(2, "0")}`),
            )}
            onChange={(minute) => set({ ...pattern, minute: Number(minute) })}
          />
        </>
      )}
      {pattern?.kind === "weekly" && (
        <Weekdays
          label="On"
          value={pattern.weekdays}
          onChange={(weekdays) => {
            // no day at all would not be an expression
            if (weekdays.length > 0) set({ ...pattern, weekdays });
          }}
        />
      )}
      {pattern?.kind === "monthly" && (
        <Choice
          label="On day"
          value={String(pattern.day)}
          options={[
            ...Array.from({ length: 31 }, (_, index) => option(index + 1, String(index + 1))),
            { value: "L", label: "the last" },
          ]}
          onChange={(day) => set({ ...pattern, day: day === "L" ? "L" : Number(day) })}
        />
      )}
      {pattern !== undefined && "hour" in pattern && (
        <TimeOfDay
          hour={pattern.hour}
          minute={pattern.minute}
          onChange={(time) => set({ ...pattern, ...time })}
        />
      )}
    </div>
  );
}

function option(value: number, label: string) {
  return { value: String(value), label };
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-muted-foreground text-xs">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
  className = "w-36",
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  className?: string;
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <Select value={value} onValueChange={onChange}>
          <SelectTrigger id={id} className={className}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent className="max-h-72">
            {options.map(({ value, label }) => (
              <SelectItem key={value} value={value}>
                {label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Labelled>
  );
}

function TimeOfDay({
  hour,
  minute,
  onChange,
}: {
  hour: number;
  minute: number;
  onChange: (time: { hour: number; minute: number }) => void;
}) {
  const time = [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
  return (
    <Labelled label="At">
      {(id) => (
        <Input
          id={id}
          type="time"
          value={time}
          className="w-28"
          onChange={(event) => {
            const [hour = Number.NaN, minute = Number.NaN] = event.target.value.split(":").map(Number);
            if (!Number.isNaN(hour) && !Number.isNaN(minute)) onChange({ hour, minute });
          }}
        />
      )}
    </Labelled>
  );
}

/** Days of the week as buttons, the week beginning on Monday; 0 is Sunday. */
export function Weekdays({
  label,
  value,
  onChange,
}: {
  label: string;
  value: readonly number[];
  onChange: (weekdays: number[]) => void;
}) {
  const toggle = (day: number) =>
    onChange(value.includes(day) ? value.filter((other) => other !== day) : [...value, day].toSorted());
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-muted-foreground text-xs">{label}</legend>
      <div className="flex flex-wrap gap-1">
        {WEEKDAYS.map((day) => (
          <Button
            key={day.value}
            size="sm"
            aria-pressed={value.includes(day.value)}
            onClick={() => toggle(day.value)}
            className="h-8 w-8 px-0 aria-pressed:border-primary aria-pressed:bg-primary aria-pressed:text-primary-foreground"
          >
            <span aria-hidden>{day.short}</span>
            <span className="sr-only">{day.name}</span>
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
