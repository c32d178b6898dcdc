import { Metadata } from "@grpc/grpc-js";
import type { GrpcTarget } from "@repo/core";
import { identityHeadersOf } from "../identity-headers.ts";
import { TargetError } from "../target-error.ts";
import type { TargetContext } from "../target-handler.ts";
import { renderTemplate, templateValuesWithPayloadOf, writeScalar } from "../template.ts";

const VALUE = /^[\x20-\x7e]*$/;

/** What goes along with the call. @throws TargetError when a template is not understood or gives what cannot be sent */
export function renderMetadata(target: GrpcTarget, context: TargetContext): Metadata {
  const values = templateValuesWithPayloadOf(context);
  const metadata = new Metadata();
  for (const [key, template] of Object.entries(target.metadata)) {
    const value = renderTemplate(template, values, writeScalar);
    if (!VALUE.test(value)) throw new TargetError(`metadata.${key}: would be more than printable ASCII`);
    metadata.set(key, value);
  }
  for (const [key, value] of Object.entries(identityHeadersOf(context))) metadata.set(key, value);
  return metadata;
}
