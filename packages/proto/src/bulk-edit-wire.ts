import {
  AddTagsAction,
  BulkEdit,
  BulkEditResult,
  DeleteAction,
  EditFailure,
  PauseAction,
  RemoveTagsAction,
  ResumeAction,
  SelectedFilter,
  SelectedIds,
  TriggerAction,
} from "@repo/core";
import * as pb from "../gen/scheduler/v1/schedule_service_pb.ts";
import { wireWords } from "./query-wire.ts";
import { RunStateWire } from "./run-wire.ts";
import { ScheduleStateWire } from "./schedule-wire.ts";
import { wireList, wireMessage, wireOneof } from "./wire.ts";

export const BulkEditWire = wireMessage(pb.EditSchedulesRequestSchema, BulkEdit, {
  selection: wireOneof({
    ids: wireMessage(pb.ScheduleIdsSchema, SelectedIds, {}),
    filter: wireMessage(pb.ScheduleFilterSchema, SelectedFilter, {
      states: wireList(ScheduleStateWire),
      targetKinds: wireWords,
      lastRunStates: wireList(RunStateWire),
    }),
  }),
  action: wireOneof({
    pause: wireMessage(pb.PauseActionSchema, PauseAction, {}),
    resume: wireMessage(pb.ResumeActionSchema, ResumeAction, {}),
    trigger: wireMessage(pb.TriggerActionSchema, TriggerAction, {}),
    delete: wireMessage(pb.DeleteActionSchema, DeleteAction, {}),
    addTags: wireMessage(pb.TagsActionSchema, AddTagsAction, {}),
    removeTags: wireMessage(pb.TagsActionSchema, RemoveTagsAction, {}),
  }),
});

export const BulkEditResultWire = wireMessage(pb.EditSchedulesResponseSchema, BulkEditResult, {
  failures: wireList(wireMessage(pb.EditFailureSchema, EditFailure, {})),
});
