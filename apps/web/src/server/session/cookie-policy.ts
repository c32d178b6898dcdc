/** What the server gives for a session. */
export interface Tokens {
  accessToken: string;
  accessTokenExpiresAt: Date;
  refreshToken: string;
  sessionExpiresAt: Date;
}

export interface CookieToSet {
  name: string;
  value: string;
  options: {
    httpOnly: true;
    sameSite: "lax";
    secure: boolean;
    path: "/";
    expires: Date;
  };
}

/**
 * Names of the two cookies. The prefix `__Host-` makes the browser insist on HTTPS and on this very host, so that no
 * sibling domain can plant a session. On this machine there is no HTTPS.
 */
export function cookieNames(isLoopback: boolean): { access: string; refresh: string } {
  const prefix = isLoopback ? "" : "__Host-";
  return { access: `${prefix}scheduler_access`, refresh: `${prefix}scheduler_refresh` };
}

/** The cookies that keep a session. Scripts cannot read them; other sites cannot send them with anything that changes. */
export function cookiesFor(tokens: Tokens, isLoopback: boolean): CookieToSet[] {
  const names = cookieNames(isLoopback);
  return [
    cookie(names.access, tokens.accessToken, tokens.accessTokenExpiresAt, isLoopback),
    cookie(names.refresh, tokens.refreshToken, tokens.sessionExpiresAt, isLoopback),
  ];
}

/** The cookies that end a session. */
export function noCookies(isLoopback: boolean): CookieToSet[] {
  const { access, refresh } = cookieNames(isLoopback);
  return [access, refresh].map((name) => cookie(name, "", new Date(0), isLoopback));
}

function cookie(name: string, value: string, expires: Date, isLoopback: boolean): CookieToSet {
  return {
    name,
    value,
    options: { httpOnly: true, sameSite: "lax", secure: !isLoopback, path: "/", expires },
  };
}
