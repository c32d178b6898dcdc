import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  ExecuteRequestSchema,
  type ExecuteResponse,
  TaskHandlerService,
} from "@repo/proto/scheduler/v1/task_handler_pb";
import { storableMessage, storableOutput } from "../storable-json.ts";
import type { TargetContext, TargetResult } from "../target-handler.ts";
import { type Call, callUnary } from "./unary-call.ts";

/** Calls the project's own method. @throws TargetError when it fails */
export async function callTaskHandler({ run, payload }: TargetContext, call: Call): Promise<TargetResult> {
  const method = TaskHandlerService.method.execute;
  const request = create(ExecuteRequestSchema, {
    runId: run.id,
    scheduleId: run.scheduleId,
    scheduleName: run.scheduleName,
    dueAt: timestampFromDate(run.dueAt),
    fireAt: timestampFromDate(run.fireAt),
    attempt: run.attempt,
    ...(payload && { payload }),
  });
  const response = await callUnary(method, request, call);
  const { output: given, message } = response as ExecuteResponse;
  const output = storableOutput(given, "value");
  return { ok: true, message: storableMessage(message), ...(output !== undefined && { output }) };
}
