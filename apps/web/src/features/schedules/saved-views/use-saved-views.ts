"use client";

import { useSyncExternalStore } from "react";
import { parseSavedViews, type SavedView } from "./saved-views.ts";

const STORAGE_KEY = "schedules.saved-views";
const listeners = new Set<() => void>();

/** The views that were saved in this browser, also in other tabs of it. */
export function useSavedViews(): [SavedView[], (views: SavedView[]) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(STORAGE_KEY),
    () => null,
  );
  return [parseSavedViews(text), store];
}

function store(views: SavedView[]): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(views));
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}
