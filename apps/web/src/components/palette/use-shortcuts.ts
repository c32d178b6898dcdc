"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { type ShortcutAction, shortcutOf } from "./shortcuts.ts";

/** The second key of a sequence has to follow within this time. */
const SEQUENCE_MS = 1_200;

/** Listens for shortcuts on the whole page. */
export function useShortcuts(onShortcut: (action: ShortcutAction) => void): void {
  const leaderUntil = useRef(0);
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const press = { key: event.key, isMod: event.metaKey || event.ctrlKey, isInField: isField(event.target) };
    const action = shortcutOf(press, performance.now() < leaderUntil.current);
    leaderUntil.current = action === "LEADER" ? performance.now() + SEQUENCE_MS : 0;
    if (action === undefined || action === "LEADER") return;
    // an open dialog has the keyboard to itself, but for the palette
    if (
      action.type !== "PALETTE" &&
      document.querySelector("[role=dialog],[role=alertdialog],[role=menu]") !== null
    )
      return;
    event.preventDefault();
    onShortcut(action);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => handle(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input,textarea,select") !== null)
  );
}
