import { fromJson, type Message, toJson } from "@bufbuild/protobuf";
import type { GrpcTarget } from "@repo/core";
import { renderJsonBody } from "../http/render-json-body.ts";
import { messageOf, storableMessage, storableOutput } from "../storable-json.ts";
import { TargetError } from "../target-error.ts";
import type { TargetContext, TargetResult } from "../target-handler.ts";
import { type JsonValue, templateValuesWithPayloadOf } from "../template.ts";
import type { ReflectedMethod } from "./reflection.ts";
import { type Call, callUnary } from "./unary-call.ts";

/** Calls a method that the server has described, with JSON on both sides. @throws TargetError when it fails */
export async function callReflected(
  { method, registry }: ReflectedMethod,
  request: JsonValue,
  call: Call,
): Promise<TargetResult> {
  const response = await callUnary(method, readRequest({ method, registry }, request), call);
  const output = storableOutput(
    toJson(method.output, response, { registry, alwaysEmitImplicit: true }),
    "value",
  );
  return { ok: true, message: "OK", ...(output !== undefined && { output }) };
}

/** The request as JSON, templates filled in. @throws TargetError when it is none */
export function renderRequest(target: GrpcTarget, context: TargetContext): JsonValue {
  if (target.request === undefined) return context.payload ?? {};
  const text = renderJsonBody(target.request, templateValuesWithPayloadOf(context));
  try {
    return JSON.parse(text);
  } catch {
    throw new TargetError("request: is not JSON once its templates are filled in");
  }
}

function readRequest({ method, registry }: ReflectedMethod, request: JsonValue): Message {
  try {
    return fromJson(method.input, request, { registry });
  } catch (error) {
    throw new TargetError(storableMessage(`request: is no ${method.input.typeName}: ${messageOf(error)}`));
  }
}
