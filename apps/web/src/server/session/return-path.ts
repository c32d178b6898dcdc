/** Any origin does: it only has to be another than what a hostile path could name. */
const HERE = "http://here.invalid";

/**
 * A path of this site to go to after signing in. Anything that could lead elsewhere becomes the start page.
 *
 * @param path as it stood in a query: written by anybody
 */
export function safeReturnPath(path: string | null | undefined): string {
  if (!path?.startsWith("/") || !URL.canParse(path, HERE)) return "/";
  const url = new URL(path, HERE);
  if (url.origin !== HERE || url.pathname.startsWith("//") || url.pathname.startsWith("/sign-in")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The sign-in page that leads back to a path. */
export function signInPathFor(path: string): string {
  const back = safeReturnPath(path);
  return back === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(back)}`;
}
