"use client";

import dynamic from "next/dynamic";

/** The sheet, with the code of dialogs, which only those need who open a slot. */
export const SlotSheetLazy = dynamic(() => import("./slot-sheet.tsx").then((module) => module.SlotSheet), {
  ssr: false,
});
