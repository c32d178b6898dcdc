import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { signInPathFor } from "./return-path.ts";

/** Where `proxy.ts` writes the asked path for the render. */
export const PATH_HEADER = "x-asked-path";

/** Leaves the current page for the sign-in page, which leads back here. */
export async function goToSignIn(): Promise<never> {
  redirect(signInPathFor((await headers()).get(PATH_HEADER) ?? "/"));
}
