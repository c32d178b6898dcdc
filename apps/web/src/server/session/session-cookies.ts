import "server-only";
import { cookies } from "next/headers";
import { type CookieToSet, cookieNames } from "./cookie-policy.ts";
import { isLoopbackRequest } from "./request-origin.ts";

/** The access token of the current request; `proxy.ts` has refreshed it where that was due. */
export async function readAccessToken(): Promise<string | undefined> {
  const names = cookieNames(await isLoopbackRequest());
  return (await cookies()).get(names.access)?.value;
}

/** In a server action: puts cookies into its answer. */
export async function setCookies(toSet: readonly CookieToSet[]): Promise<void> {
  const jar = await cookies();
  for (const { name, value, options } of toSet) jar.set(name, value, options);
}
