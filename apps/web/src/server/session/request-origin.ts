import "server-only";
import { isIP } from "node:net";
import { headers } from "next/headers";
import { readConfig } from "../config.ts";
import { clientAddressFrom, isLoopbackHost } from "./host.ts";

/** Whether the browser asked for this machine by a name that only means itself. */
export async function isLoopbackRequest(): Promise<boolean> {
  return isLoopbackHost((await headers()).get("host"));
}

/** Who signs in from where, as far as it can be believed. */
export async function readOrigin(): Promise<{ address: string | undefined; userAgent: string }> {
  const given = await headers();
  const address = clientAddressFrom(given.get("x-forwarded-for"), readConfig().TRUSTED_PROXIES);
  return {
    address: address !== undefined && isIP(address) !== 0 ? address : undefined,
    userAgent: given.get("user-agent") ?? "",
  };
}
