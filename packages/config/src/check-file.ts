import { posix } from "node:path";
import { IMPORT_RULES, TEST_RULE } from "./import-rules.ts";

const TEST_FILE = /\.(test|itest|bench)\.tsx?$|^(test|e2e|bench)\//;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(,])\/\/[^\n]*/g;
const IMPORT =
  /(?:^|[;\n])\s*(?:import|export)\s+(?:[^"'`;]*?\sfrom\s*)?["']([^"'\n]+)["']|\bimport\s*\(\s*["']([^"'\n]+)["']/g;

export interface Violation {
  file: string;
  message: string;
}

/**
 * Checks one source file against the import rules.
 * @param file its path from the root of the repository, with forward slashes
 */
export function checkFile(file: string, source: string): Violation[] {
  const workspace = workspaceOf(file);
  const rule = IMPORT_RULES[workspace];
  if (rule === undefined)
    return [{ file, message: `${workspace} has no rule in packages/config/src/import-rules.ts` }];

  const isTest = TEST_FILE.test(file.slice(workspace.length + 1));
  const allowed = isTest ? TEST_RULE : rule;
  // blanked and not removed: what stands on one line stays there
  const code = source.replaceAll(COMMENT, (comment) => comment.replaceAll(/[^\n]/g, " "));
  const violations: string[] = [];
  for (const [, fromSpecifier, callSpecifier] of code.matchAll(IMPORT)) {
    const specifier = fromSpecifier ?? callSpecifier ?? "";
    const problem = checkImport({ file, workspace, specifier, allowed });
    if (problem !== undefined) violations.push(problem);
  }
  for (const { pattern, instead } of allowed.forbidden ?? []) {
    const found = code.match(pattern);
    if (found !== null) violations.push(`uses ${found[0].trim()}: ${instead}`);
  }
  return violations.map((message) => ({ file, message }));
}

interface Import {
  file: string;
  workspace: string;
  specifier: string;
  allowed: (typeof IMPORT_RULES)[string];
}

function checkImport({ file, workspace, specifier, allowed }: Import): string | undefined {
  if (specifier.startsWith(".")) {
    const target = posix.join(posix.dirname(file), specifier);
    if (target.startsWith(`${workspace}/`)) return undefined;
    return `reaches into another workspace: ${specifier}; import it by its package name`;
  }
  if (specifier.startsWith("@repo/")) {
    const name = specifier.split("/")[1] ?? "";
    const isItself = workspace.endsWith(`/${name}`);
    if (isItself || allowed.packages.includes(name)) return undefined;
    return `must not import ${specifier}; allowed here: ${allowed.packages.join(", ") || "no package of ours"}`;
  }
  if (allowed.only === undefined) return undefined;
  const isAllowed = allowed.only.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return isAllowed ? undefined : `must not import ${specifier}; allowed here: ${allowed.only.join(", ")}`;
}

function workspaceOf(file: string): string {
  const [group = "", name = ""] = file.split("/");
  return group === "diagrams" || group === "deploy" ? group : `${group}/${name}`;
}
