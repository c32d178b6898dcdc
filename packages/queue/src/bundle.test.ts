import { expect, test } from "bun:test";
import { bundleJobs, MAX_BUNDLE_SIZE } from "./bundle.ts";
import type { NewJob } from "./job.ts";

const NOON = new Date("2026-03-02T12:00:00Z");

function jobs(count: number, overrides: Partial<NewJob> = {}): NewJob[] {
  return Array.from({ length: count }, (_, i) => ({
    scheduleId: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
    dueAt: NOON,
    attempt: 1,
    revision: 1,
    availableAt: NOON,
    queue: "default",
    priority: 100,
    ...overrides,
  }));
}

test("jobs that start at one instant go together, up to the size of a bundle", () => {
  const all = jobs(2 * MAX_BUNDLE_SIZE + 2);
  const bundles = bundleJobs(all);
  expect(bundles.map((bundle) => bundle.jobs.length)).toEqual([MAX_BUNDLE_SIZE, MAX_BUNDLE_SIZE, 2]);
  expect(bundles.flatMap((bundle) => bundle.jobs)).toEqual(all);
  expect(new Set(bundles.map(({ bundleId }) => bundleId)).size).toBe(3);
});

test.each<[string, Partial<NewJob>]>([
  ["another instant", { availableAt: new Date(NOON.getTime() + 1) }],
  ["another priority", { priority: 99 }],
])("%s is another bundle", (_, difference) => {
  const [one, two, other] = [...jobs(2), ...jobs(1, difference)];
  expect(bundleJobs([one, other, two] as NewJob[]).map((bundle) => bundle.jobs)).toEqual([
    [one, two] as NewJob[],
    [other] as NewJob[],
  ]);
});

test("a job that is alone is in no bundle", () => {
  expect(bundleJobs(jobs(1))).toEqual([{ bundleId: undefined, jobs: jobs(1) }]);
});

test("the same jobs are the same bundle, and what a job is for makes it another", () => {
  const [bundle] = bundleJobs(jobs(3));
  expect(bundle?.bundleId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(bundleJobs(jobs(3))).toEqual([bundle] as never);
  const [edited] = bundleJobs(jobs(3, { revision: 2 }));
  expect(edited?.bundleId).not.toBe(bundle?.bundleId);
});
