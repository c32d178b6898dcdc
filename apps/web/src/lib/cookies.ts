/** Cookies that hold no secret: what the server has to know of the viewer before it renders. */
export const VIEWER_ZONE_COOKIE = "viewer_zone";
/** `utc` when the viewer would rather read all times in UTC. */
export const TIMES_COOKIE = "times";
export const SIDEBAR_COOKIE = "sidebar";

const ONE_YEAR_SECONDS = 31_536_000;

/** In the browser: remembers a preference for a year. */
export function rememberInCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`;
}
