export type DefinitionGroup = "general" | "timing" | "target" | "policies";

const GENERAL: ReadonlySet<string> = new Set(["name", "description", "tags"]);
const TIMING: ReadonlySet<string> = new Set(["startAt", "endAt", "maxRuns", "jitter", "exclusions"]);

/** Which part of the page a field of the definition belongs to. */
export function groupOf(path: string): DefinitionGroup {
  if (GENERAL.has(path)) return "general";
  if (TIMING.has(path) || path.startsWith("spec.")) return "timing";
  if (path === "payload" || path.startsWith("target.")) return "target";
  return "policies";
}
