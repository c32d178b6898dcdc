import { expect, test } from "bun:test";
import { addedCalls, sumOfCalls } from "./call-counts.ts";

const PAGE = `# TYPE rpc_server_duration_seconds histogram
rpc_server_duration_seconds_bucket{le="0.1",method="scheduler.v1.ScheduleService/GetSchedule",kind="unary",code="OK"} 7
rpc_server_duration_seconds_count{method="scheduler.v1.ScheduleService/GetSchedule",kind="unary",code="OK"} 40
rpc_server_duration_seconds_count{method="scheduler.v1.ScheduleService/GetSchedule",kind="unary",code="NOT_FOUND"} 2
rpc_server_duration_seconds_count{method="scheduler.v1.RunService/GetRun",kind="unary",code="OK"} 9
`;

test("calls of a method are counted over all of its results", () => {
  expect(sumOfCalls(PAGE, "GetSchedule")).toBe(42);
  expect(sumOfCalls(PAGE, "ListRuns")).toBe(0);
});

test("a replica that came in between has no count before", () => {
  const before = new Map([["a", 10]]);
  expect(addedCalls(before, new Map(Object.entries({ a: 15, b: 5 })))).toEqual([5, 5]);
});
