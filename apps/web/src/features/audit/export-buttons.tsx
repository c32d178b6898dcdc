"use client";

import type { AuditEvent } from "@repo/core";
import { DownloadIcon } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { writeAuditCsv, writeAuditJson } from "./write-audit-file.ts";

const FORMATS = [
  { name: "CSV", extension: "csv", type: "text/csv", write: writeAuditCsv },
  { name: "JSON", extension: "json", type: "application/json", write: writeAuditJson },
];

/** Downloads the page as it is shown. */
export function ExportButtons({ events }: { events: readonly AuditEvent[] }) {
  return FORMATS.map(({ name, extension, type, write }) => (
    <Button
      key={name}
      disabled={events.length === 0}
      aria-label={`Download this page as ${name}`}
      onClick={() => download(`audit-log.${extension}`, type, write(events))}
    >
      <DownloadIcon aria-hidden />
      {name}
    </Button>
  ));
}

function download(fileName: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
