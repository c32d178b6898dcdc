import type { ScheduleQuery } from "@repo/core";
import { encodeScheduleQuery } from "@repo/proto";
import type { BrowserContext } from "playwright-core";
import type { System } from "../system/start-system.ts";
import { type Quantiles, quantilesOf } from "./figures.ts";
import { openList } from "./open-list.ts";

const REQUESTS = 100;
/** So that what is compiled while it runs is compiled. */
const UNCOUNTED_REQUESTS = 20;
const PAGE_SIZE = 50;

/** How long the server takes for the list page, beside the call of the API that it makes for it. */
export interface ServerFigures {
  /** How many schedules there were. */
  stored: number;
  /** How many of them are on the page. */
  rows: number;
  request: string;
  firstByte: Quantiles;
  whole: Quantiles;
  /** `ListSchedules` of the same page. */
  call: Quantiles;
}

interface PageRequest {
  name: string;
  url: string;
  headers: Record<string, string>;
  query: Partial<ScheduleQuery>;
}

export async function measureServer({
  system,
  context,
  stored,
}: {
  system: System;
  context: BrowserContext;
  stored: number;
}): Promise<ServerFigures[]> {
  const requests: PageRequest[] = [
    {
      name: "document",
      url: `${system.baseUrl}/schedules`,
      headers: { accept: "text/html" },
      query: { pageSize: PAGE_SIZE },
    },
    {
      name: "change of the order",
      ...(await recordChangeOfOrder(context)),
      query: { pageSize: PAGE_SIZE, orderBy: "NAME" },
    },
  ];
  const figures: ServerFigures[] = [];
  for (const request of requests) figures.push(await measureRequest({ system, context, stored }, request));
  return figures;
}

/** What the browser asks for when the list is to be in another order, headers and all. */
async function recordChangeOfOrder(context: BrowserContext): Promise<Pick<PageRequest, "url" | "headers">> {
  const page = await context.newPage();
  try {
    await openList(page);
    const asked = page.waitForRequest(
      (request) => request.url().includes("sort=NAME") && request.headers().rsc === "1",
    );
    await page.getByRole("button", { name: /^Order/ }).click();
    await page.getByRole("menuitemradio", { name: "By name" }).click();
    const request = await asked;
    const headers = Object.entries(request.headers()).filter(
      ([name]) => name === "rsc" || name.startsWith("next-"),
    );
    return { url: request.url(), headers: Object.fromEntries(headers) };
  } finally {
    await page.close();
  }
}

async function measureRequest(
  { system, context, stored }: { system: System; context: BrowserContext; stored: number },
  { name, url, headers, query }: PageRequest,
): Promise<ServerFigures> {
  const credentials = { ...headers, cookie: await readFreshCookies(context, system.baseUrl) };
  const message = encodeScheduleQuery(query);
  const [firstByte, whole, call]: [number[], number[], number[]] = [[], [], []];
  let rows = 0;
  for (let number = -UNCOUNTED_REQUESTS; number < REQUESTS; number++) {
    // in turns, so that what else the machine does falls on both
    const page = await timePage(url, credentials);
    const calledAt = performance.now();
    const answer = await system.schedules.listSchedules(message);
    const calledMs = performance.now() - calledAt;
    rows = answer.schedules.length;
    if (number < 0) continue;
    firstByte.push(page.firstByteMs);
    whole.push(page.wholeMs);
    call.push(calledMs);
  }
  return {
    stored,
    rows,
    request: name,
    firstByte: quantilesOf(firstByte),
    whole: quantilesOf(whole),
    call: quantilesOf(call),
  };
}

/** The cookies of the browser, after a visit that renews the session when that is due. */
async function readFreshCookies(context: BrowserContext, baseUrl: string): Promise<string> {
  await context.request.get("/api/health");
  const cookies = await context.cookies(baseUrl);
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

async function timePage(
  url: string,
  headers: Record<string, string>,
): Promise<{ firstByteMs: number; wholeMs: number }> {
  const askedAt = performance.now();
  const answer = await fetch(url, { headers, redirect: "manual" });
  const firstByteMs = performance.now() - askedAt;
  await answer.arrayBuffer();
  const wholeMs = performance.now() - askedAt;
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return { firstByteMs, wholeMs };
}
