/** For probes: this process answers. Whether the API does is for the API's own probes. */
export function GET(): Response {
  return new Response("ok\n", { headers: { "content-type": "text/plain" } });
}
