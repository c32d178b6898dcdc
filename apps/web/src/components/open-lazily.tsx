"use client";

import { type ComponentType, cloneElement, type ReactElement, useState, useTransition } from "react";
import type { ButtonProps } from "@/components/ui/button.tsx";

/** What a menu or dialog that is opened lazily gets: its button, to stand in for the one that was pressed. */
export interface OpenedProps {
  trigger: ReactElement<ButtonProps>;
}

/**
 * A button whose menu or dialog is loaded when the pointer or the focus comes near, and shown open after the first
 * press. So pages react before any of the code of menus is there. Not by `lazy`, since React keeps each fallback of a
 * Suspense in sight for 300 ms.
 *
 * @param load the component that shows `trigger` and begins open
 */
export function openLazily<Props extends object>(
  load: () => Promise<ComponentType<Props & OpenedProps>>,
): ComponentType<Props & OpenedProps> {
  const preload = () => void load();

  return function OpensLazily(props: Props & OpenedProps) {
    const [Opened, setOpened] = useState<ComponentType<Props & OpenedProps>>();
    // what fails in it is shown by the page's error boundary
    const [, startTransition] = useTransition();
    const open = async () => {
      const loaded = await load();
      setOpened(() => loaded);
    };
    if (Opened !== undefined) return <Opened {...props} />;
    return cloneElement(props.trigger, {
      "aria-haspopup": true,
      "aria-expanded": false,
      onPointerEnter: preload,
      onFocus: preload,
      onClick: () => startTransition(open),
    });
  };
}
