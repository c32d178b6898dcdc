"use client";

import { CheckIcon, CopyIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";

const SHOWN_MS = 1_500;

/** Copies a text. @param what for readers, such as `run id` */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  const Icon = isCopied ? CheckIcon : CopyIcon;
  return (
    <Button variant="ghost" size="icon-sm" onClick={() => void copy()} aria-label={`Copy ${what}`}>
      <Icon className="size-3.5" aria-hidden />
      <span className="sr-only" role="status">
        {isCopied ? "copied" : ""}
      </span>
    </Button>
  );
}
