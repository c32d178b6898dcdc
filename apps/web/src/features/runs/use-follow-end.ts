"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

/** As near to the end as counts for there. */
const NEAR_PX = 24;

/** Keeps the end of a growing text in sight, until its reader scrolls up; again when the reader is back at the end. */
export function useFollowEnd(
  element: RefObject<HTMLElement | null>,
  { isGrowing, content }: { isGrowing: boolean; content: unknown },
) {
  const [isFollowing, setIsFollowing] = useState(isGrowing);
  useLayoutEffect(() => {
    if (isFollowing && element.current !== null) element.current.scrollTop = element.current.scrollHeight;
  }, [isFollowing, content]);
  const onScroll = () => {
    if (!isGrowing || element.current === null) return;
    const { scrollHeight, scrollTop, clientHeight } = element.current;
    setIsFollowing(scrollHeight - scrollTop - clientHeight < NEAR_PX);
  };
  return { isFollowing, setIsFollowing, onScroll };
}
