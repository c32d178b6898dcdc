/** Where a browser on the node's machine finds the web UI: the NodePort of the local overlay. */
const WEB = "http://localhost:30080";
const PAGE = "/schedules";
const ACCESS_COOKIE = "scheduler_access";
/** Of one request, on a machine with a lot else to do. */
const TIMEOUT_MS = 60_000;

/**
 * Signs in at the web UI as its own form does, and looks at a page.
 * @returns the access token of the session
 */
export async function signInAtWeb(username: string, password: string): Promise<string> {
  const action = await findAction("signIn");
  const response = await request("/sign-in", {
    method: "POST",
    headers: { "next-action": action, "content-type": "text/plain;charset=UTF-8", origin: WEB },
    body: JSON.stringify([{ username, password, newPassword: "" }, PAGE]),
  });
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  const token = cookies
    .find((cookie) => cookie.startsWith(`${ACCESS_COOKIE}=`))
    ?.slice(ACCESS_COOKIE.length + 1);
  if (token === undefined)
    throw new Error(
      `the web UI began no session: ${response.status} ${(await response.text()).slice(0, 500)}`,
    );

  const page = await request(PAGE, { headers: { cookie: cookies.join("; ") } });
  if (page.status !== 200)
    throw new Error(`${PAGE} of a session: ${page.status} ${page.headers.get("location")}`);
  return token;
}

/** The name of a server action, as the scripts of the page with its form know it. */
async function findAction(name: string): Promise<string> {
  const page = await (await request("/sign-in")).text();
  const scripts = new Set([...page.matchAll(/\/_next\/static\/[^"'\\\s]+\.js/g)].map(([path]) => path));
  const pattern = new RegExp(`createServerReference\\)?\\("([0-9a-f]+)",[^"]*"${name}"\\)`);
  for (const script of scripts) {
    const found = (await (await request(script)).text()).match(pattern)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`none of ${scripts.size} scripts of the sign-in page names the action ${name}`);
}

function request(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${WEB}${path}`, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
}
