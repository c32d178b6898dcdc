"use client";

import { type ComponentType, cloneElement, lazy, type ReactElement, Suspense, useState } from "react";
import type { ButtonProps } from "@/components/ui/button.tsx";

/** What a menu or dialog that is opened lazily gets: its button, to stand in for the one that was pressed. */
export interface OpenedProps {
  trigger: ReactElement<ButtonProps>;
}

/**
 * A button whose menu or dialog is loaded when the pointer or the focus comes near, and shown open after the first
 * press. So pages react before any of the code of menus is there.
 *
 * @param load the component that shows `trigger` and begins open
 */
export function openLazily<Props extends object>(
  load: () => Promise<ComponentType<Props & OpenedProps>>,
): ComponentType<Props & OpenedProps> {
  const Opened = lazy(async () => ({ default: await load() }));
  const preload = () => void load();

  return function OpensLazily(props: Props & OpenedProps) {
    const [isWanted, setIsWanted] = useState(false);
    const button = cloneElement(props.trigger, {
      "aria-haspopup": true,
      "aria-expanded": false,
      onPointerEnter: preload,
      onFocus: preload,
      onClick: () => setIsWanted(true),
    });
    if (!isWanted) return button;
    return (
      <Suspense fallback={button}>
        <Opened {...props} />
      </Suspense>
    );
  };
}
