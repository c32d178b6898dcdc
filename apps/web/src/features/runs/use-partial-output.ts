"use client";

import type { PartialOutput } from "@repo/core";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { type ReadOutput, readOutput } from "./attempt-output.ts";
import { joinTails } from "./join-tails.ts";
import { readPartialOutput } from "./read-partial-output.ts";

const READ_EVERY_MS = 2_000;

interface Shown extends ReadOutput {
  saidAt: Date;
}

/**
 * What a running attempt has said so far, read again and again while somebody looks.
 *
 * @param initial as it was when the page was rendered
 */
export function usePartialOutput(
  { runId, attempt }: { runId: string; attempt: number },
  initial: PartialOutput | undefined,
): Shown | undefined {
  const router = useRouter();
  const [shown, setShown] = useState(() => initial && add(undefined, initial));
  const isReading = useRef(false);
  const readAgain = useEffectEvent(async () => {
    if (isReading.current || document.visibilityState !== "visible") return;
    isReading.current = true;
    // that it cannot be read is told by the page as a whole; what is shown stays, and says how old it is
    const result = await readPartialOutput(runId).catch(() => undefined);
    isReading.current = false;
    if (!result?.ok) return;
    const { partialOutput, attempt: running } = result.value;
    // its end was missed, as it is while events do not come
    if (running !== attempt) router.refresh();
    else if (partialOutput !== undefined) setShown((before) => add(before, partialOutput));
  });
  useEffect(() => {
    const timer = setInterval(() => void readAgain(), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return shown;
}

function add(before: Shown | undefined, { saidAt, output }: PartialOutput): Shown {
  if (before?.saidAt.getTime() === saidAt.getTime()) return before;
  const { texts, facts } = readOutput(output);
  const textBefore = (title: string) => before?.texts.find((each) => each.title === title)?.text ?? "";
  return {
    saidAt,
    facts,
    texts: texts.map((each) => ({ ...each, text: joinTails(textBefore(each.title), each.text) })),
  };
}
