"use client";

import { type ReactNode, useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button.tsx";

/** A button that opens a dialog. @param dialog is rendered while open; load it with `loadLazily` */
export function DialogButton({
  dialog,
  ...props
}: Omit<ButtonProps, "onClick" | "asChild"> & { dialog: (close: () => void) => ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setIsOpen(true)} {...props} />
      {isOpen && dialog(() => setIsOpen(false))}
    </>
  );
}
