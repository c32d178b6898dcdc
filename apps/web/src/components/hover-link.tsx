"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/** A link of a list: its page is fetched ahead when the pointer comes near, not for every row that is in sight. */
export function HoverLink(props: Omit<ComponentProps<typeof Link>, "prefetch">) {
  const [isNear, setIsNear] = useState(false);
  const near = () => setIsNear(true);
  return <Link {...props} prefetch={isNear ? null : false} onPointerEnter={near} onFocus={near} />;
}
