"use client";

import { parseAsIsoDateTime, parseAsString, useQueryStates } from "nuqs";
import { PAGE_PARAM } from "@/components/data-table/keyset-pager.tsx";

/** The range of time in the URL; the list behind it starts at its first page whenever it changes. */
export function useUrlRange() {
  const [{ from, until }, set] = useQueryStates(
    { from: parseAsIsoDateTime, until: parseAsIsoDateTime, page: parseAsString },
    { shallow: false, urlKeys: { page: PAGE_PARAM } },
  );
  const change = (range: { from?: Date | null; until?: Date | null }) => void set({ ...range, page: null });
  return { from, until, change };
}
