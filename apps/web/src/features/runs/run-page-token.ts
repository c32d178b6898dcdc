/** Where a page of runs begins. */
export interface RunPage {
  /** Runs due at or after this are left out; the same on every page, so that new runs do not shift the list. */
  dueUntil: Date | undefined;
  /** Of the API; empty on the first page. */
  token: string;
}

const FORMAT = /^(\d{1,15})?\.(.+)$/;

/** As it stands in the URL. */
export function writeRunPage({ dueUntil, token }: RunPage): string {
  return token === "" ? "" : `${dueUntil?.getTime() ?? ""}.${token}`;
}

/** What is not understood is the first page. @returns undefined for the first page */
export function readRunPage(text: string): RunPage | undefined {
  const match = FORMAT.exec(text);
  if (match?.[2] === undefined) return undefined;
  return { dueUntil: match[1] === undefined ? undefined : new Date(Number(match[1])), token: match[2] };
}
