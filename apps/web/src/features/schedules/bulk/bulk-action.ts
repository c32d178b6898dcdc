import type { BulkAction } from "@repo/core";

export type BulkActionType = BulkAction["type"];

/** How each action is called, asked for and told of. */
export const BULK_ACTIONS = {
  pause: {
    label: "Pause",
    description: "No run of them starts from then on, not even those that are planned.",
    done: "paused",
  },
  resume: {
    label: "Resume",
    description: "They run again from now on; what was due while they were paused does not run.",
    done: "resumed",
  },
  trigger: {
    label: "Run now",
    description: "Each starts one run now, beside those that are due, with its own payload.",
    done: "started",
  },
  addTags: { label: "Add tags", description: "Tags that a schedule has already stay.", done: "tagged" },
  removeTags: {
    label: "Remove tags",
    description: "Only these tags are taken away.",
    done: "changed",
  },
  delete: {
    label: "Delete",
    description: "No run of them starts any more, and they cannot be brought back. Their history stays.",
    done: "deleted",
  },
} satisfies Record<BulkActionType, { label: string; description: string; done: string }>;

/** The action of a type with what was typed for it. */
export function bulkActionOf(type: BulkActionType, typed: { note: string; tags: string }): BulkAction {
  switch (type) {
    case "pause":
      return { type, note: typed.note.trim() };
    case "addTags":
    case "removeTags":
      return { type, tags: readTags(typed.tags) };
    default:
      return { type };
  }
}

/** Tags are written with commas between them. */
export function readTags(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ""))];
}
