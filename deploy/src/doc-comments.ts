const DOCUMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*\n\s*([A-Z][A-Z0-9_]*)\s*[:,]/g;

/** The doc comments above the settings of a source file, by the name of the setting. */
export function readDocComments(source: string): Map<string, string> {
  const comments = new Map<string, string>();
  for (const [, comment = "", name = ""] of source.matchAll(DOCUMENTED)) {
    const text = comment
      .replaceAll(/\n\s*\*/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim();
    if (!comments.has(name)) comments.set(name, text);
  }
  return comments;
}
