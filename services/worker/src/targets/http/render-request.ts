import type { HttpTarget, Payload } from "@repo/core";
import { identityHeadersOf } from "../identity-headers.ts";
import { TargetError } from "../target-error.ts";
import type { TargetContext } from "../target-handler.ts";
import {
  parseTemplate,
  renderTemplate,
  type TemplateValues,
  templateValuesWithPayloadOf,
  type WriteValue,
  writeScalar,
} from "../template.ts";
import { renderJsonBody } from "./render-json-body.ts";

/** One request, ready to be sent. */
export interface HttpRequest {
  method: HttpTarget["method"];
  url: URL;
  /** What the target's definition says, names in lower case. */
  ownHeaders: Record<string, string>;
  /** What tells the receiver which attempt this is; never overridden. */
  identityHeaders: Record<string, string>;
  body: Uint8Array | undefined;
}

// these decide how the message is framed and where it goes, which is not for a definition to say
const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const METHODS_WITH_PAYLOAD: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** @throws TargetError when the definition cannot be made into a request */
export function renderRequest(target: HttpTarget, context: TargetContext): HttpRequest {
  const values = templateValuesWithPayloadOf(context);
  const ownHeaders = renderHeaders(target.headers, values);
  const body = renderBody(target, ownHeaders["content-type"], context.payload, values);
  if (body !== undefined) ownHeaders["content-type"] ??= "application/json";
  return {
    method: target.method,
    url: renderUrl(target.url, values),
    ownHeaders,
    identityHeaders: identityHeadersOf(context),
    body: body === undefined ? undefined : new TextEncoder().encode(body),
  };
}

const writeUrlComponent: WriteValue = (value, name) => encodeURIComponent(writeScalar(value, name));

function renderUrl(template: string, { secrets: _, ...values }: TemplateValues): URL {
  const naming = parseTemplate(template).find((part) => "name" in part && part.name.startsWith("secrets."));
  if (naming !== undefined) throw new TargetError("a secret cannot be used in the url; put it into a header");
  const url = new URL(renderTemplate(template, values, writeUrlComponent));
  const shape = new URL(renderTemplate(template, values, () => "x"));
  // percent-encoding does not stop the values `.` and `..` from climbing the path
  if (url.origin !== shape.origin || depthOf(url) !== depthOf(shape)) {
    throw new TargetError("a value in the url changes its host or its path, such as `..` does");
  }
  return url;
}

function depthOf(url: URL): number {
  return url.pathname.split("/").length;
}

function renderHeaders(headers: HttpTarget["headers"], values: TemplateValues): Record<string, string> {
  const rendered: Record<string, string> = {};
  for (const [name, template] of Object.entries(headers)) {
    const lowerName = name.toLowerCase();
    if (CONNECTION_HEADERS.has(lowerName)) {
      throw new TargetError(`the header ${name} is set by the worker; take it out of the target`);
    }
    const value = renderTemplate(template, values, writeScalar);
    if (!HEADER_VALUE.test(value)) {
      throw new TargetError(
        `the header ${name} would contain a line break, a control character or one beyond Latin-1`,
      );
    }
    rendered[lowerName] = value;
  }
  return rendered;
}

/**
 * A body with no content type is JSON. In JSON, values are written as JSON; in a form, percent-encoded; elsewhere as
 * they are.
 */
function renderBody(
  target: HttpTarget,
  contentType: string | undefined,
  payload: Payload | undefined,
  values: TemplateValues,
): string | undefined {
  if (target.body === undefined) {
    return payload && METHODS_WITH_PAYLOAD.has(target.method) ? JSON.stringify(payload) : undefined;
  }
  const mediaType = contentType?.split(";")[0]?.trim().toLowerCase() ?? "application/json";
  if (mediaType === "application/json" || mediaType.endsWith("+json")) {
    return renderJsonBody(target.body, values);
  }
  const isForm = mediaType === "application/x-www-form-urlencoded";
  return renderTemplate(target.body, values, isForm ? writeUrlComponent : writeScalar);
}
