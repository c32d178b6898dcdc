import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "./server/content-security-policy.ts";
import { isUsable } from "./server/session/access-token.ts";
import { type CookieToSet, cookieNames, cookiesFor, noCookies } from "./server/session/cookie-policy.ts";
import { exchangeRefreshToken } from "./server/session/exchange-refresh-token.ts";
import { PATH_HEADER } from "./server/session/go-to-sign-in.ts";
import { isLoopbackHost } from "./server/session/host.ts";
import { createRefresher } from "./server/session/refresh-once.ts";
import { signInPathFor } from "./server/session/return-path.ts";

const PUBLIC = /^\/(sign-in|api\/health)(\/|$)/;

// the only place that refreshes sessions: here cookies can be set for pages, actions and streams alike
const refresh = createRefresher(exchangeRefreshToken);

/** Runs before everything that is rendered: keeps the session fresh and names what the page may load. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const isLoopback = isLoopbackHost(request.headers.get("host"));
  const session = await freshSession(request, isLoopback);

  if (session.state === "NONE" && !PUBLIC.test(pathname) && !request.headers.has("next-action")) {
    const answer = pathname.startsWith("/api/")
      ? NextResponse.json({ error: "sign in first" }, { status: 401 })
      : NextResponse.redirect(new URL(signInPathFor(pathname + search), request.url));
    return withCookies(answer, session.cookies);
  }

  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  for (const { name, value } of session.cookies) {
    // the render of this very request sees them as well
    if (value === "") request.cookies.delete(name);
    else request.cookies.set(name, value);
  }
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set(PATH_HEADER, pathname + search);
  const answer = NextResponse.next({ request: { headers } });
  answer.headers.set("content-security-policy", policy);
  return withCookies(answer, session.cookies);
}

async function freshSession(
  request: NextRequest,
  isLoopback: boolean,
): Promise<{ state: "SOME" | "NONE"; cookies: CookieToSet[] }> {
  const names = cookieNames(isLoopback);
  const accessToken = request.cookies.get(names.access)?.value;
  const refreshToken = request.cookies.get(names.refresh)?.value;
  if (isUsable(accessToken, Date.now())) return { state: "SOME", cookies: [] };
  if (refreshToken === undefined) return { state: "NONE", cookies: [] };
  const refreshed = await refresh(refreshToken);
  switch (refreshed.outcome) {
    case "REFRESHED":
      return { state: "SOME", cookies: cookiesFor(refreshed.tokens, isLoopback) };
    case "ENDED":
      return { state: "NONE", cookies: noCookies(isLoopback) };
    case "UNKNOWN":
      // the page will say that the scheduler cannot be reached
      return { state: "SOME", cookies: [] };
  }
}

function withCookies(answer: NextResponse, cookies: readonly CookieToSet[]): NextResponse {
  for (const { name, value, options } of cookies) answer.cookies.set(name, value, options);
  return answer;
}

export const config = {
  matcher: ["/((?!_next/static|_next/image|icon|favicon.ico|robots.txt).*)"],
};
