/** The host names of a text, one a line or separated by commas. */
export function readHosts(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((host) => host !== ""))];
}
