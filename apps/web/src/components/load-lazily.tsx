"use client";

import { type ComponentType, useEffect, useState, useTransition } from "react";

/**
 * A dialog whose code is loaded when it is shown for the first time; until then there is nothing. Not by `lazy`, as
 * `next/dynamic` does, since React shows what a Suspense has waited for 300 ms later at the earliest.
 */
export function loadLazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;

  return function LoadsLazily(props: Props) {
    const [Loaded, setLoaded] = useState(() => loaded);
    // what fails in it is shown by the page's error boundary
    const [, startTransition] = useTransition();
    useEffect(() => {
      if (Loaded !== undefined) return;
      startTransition(async () => {
        loaded = await load();
        setLoaded(() => loaded);
      });
    }, [Loaded]);
    return Loaded === undefined ? null : <Loaded {...props} />;
  };
}
