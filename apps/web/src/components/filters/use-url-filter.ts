"use client";

import { debounce, parseAsArrayOf, parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { PAGE_PARAM } from "@/components/data-table/keyset-pager.tsx";

const TYPING_PAUSE_MS = 200;

/** A text in the URL, after a pause in typing; the list behind it starts at its first page whenever it changes. */
export function useUrlText(param: string) {
  const [isPending, startTransition] = useTransition();
  const [{ value }, set] = useQueryStates(
    { value: parseAsString.withDefault(""), page: parseAsString },
    { shallow: false, startTransition, urlKeys: { value: param, page: PAGE_PARAM } },
  );
  const change = (text: string) =>
    void set(
      { value: text === "" ? null : text, page: null },
      { limitUrlUpdates: text === "" ? undefined : debounce(TYPING_PAUSE_MS) },
    );
  return { value, change, isPending };
}

/** Several values in the URL, in the order of their choice. */
export function useUrlValues(param: string) {
  const [isPending, startTransition] = useTransition();
  const [{ values }, set] = useQueryStates(
    { values: parseAsArrayOf(parseAsString).withDefault([]), page: parseAsString },
    { shallow: false, startTransition, urlKeys: { values: param, page: PAGE_PARAM } },
  );
  const change = (next: readonly string[]) =>
    void set({ values: next.length === 0 ? null : [...next], page: null });
  return { values, change, isPending };
}

/** One of a few values in the URL; empty: none. */
export function useUrlChoice(param: string) {
  const { values, change } = useUrlValues(param);
  return { value: values[0] ?? "", change: (next: string) => change(next === "" ? [] : [next]) };
}
