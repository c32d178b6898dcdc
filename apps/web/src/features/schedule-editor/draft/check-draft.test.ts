import { describe, expect, test } from "bun:test";
import { checkDraft } from "./check-draft.ts";
import { fieldOfPath } from "./field-of-path.ts";
import { EMPTY_EXCLUSION, EMPTY_VARIABLE, emptyDraft, type ScheduleDraft } from "./schedule-draft.ts";

/** A draft with nothing wrong in it, changed. */
function draftWith(change: (draft: ScheduleDraft) => void): ScheduleDraft {
  const draft = emptyDraft("UTC");
  draft.name = "report";
  draft.target.url = "https://example.com";
  change(draft);
  return draft;
}

test("accepts a draft with nothing wrong in it", () => {
  expect(checkDraft(draftWith(() => undefined)).violations).toBeUndefined();
});

describe("checkDraft says at its field", () => {
  test.each<[string, (draft: ScheduleDraft) => void, string, string]>([
    [
      "no name",
      (d) => {
        d.name = " ";
      },
      "name",
      "must not be empty",
    ],
    [
      "a tag that is too long",
      (d) => {
        d.tags = ["a", "x".repeat(65)];
      },
      "tags",
      "must be at most 64 characters long",
    ],
    [
      "a wrong expression",
      (d) => {
        d.spec.expression = "0 99 * * *";
      },
      "spec.expression",
      "99",
    ],
    [
      "a day that never comes",
      (d) => {
        d.spec.expression = "0 0 30 2 *";
      },
      "spec.expression",
      "is never due",
    ],
    [
      "an unknown zone",
      (d) => {
        d.spec.timeZone = "Mars/Olympus";
      },
      "spec.timeZone",
      "is not a known IANA time zone",
    ],
    [
      "no interval",
      (d) => {
        d.spec.type = "interval";
        d.spec.every = "";
      },
      "spec.every",
      "is required",
    ],
    [
      "a length without unit",
      (d) => {
        d.jitter = "5";
      },
      "jitter",
      "must be a length such as",
    ],
    [
      "half a second",
      (d) => {
        d.spec.type = "interval";
        d.spec.every = "500 ms";
      },
      "spec.every",
      "must be at least 1 s",
    ],
    [
      "no instant",
      (d) => {
        d.spec.type = "once";
      },
      "spec.at",
      "is required",
    ],
    [
      "an end before the start",
      (d) => {
        d.endAt = "2020-01-01T00:00:00Z";
        d.startAt = "2021-01-01T00:00:00Z";
      },
      "endAt",
      "must",
    ],
    [
      "a number that is none",
      (d) => {
        d.maxAttempts = "many";
      },
      "maxAttempts",
      "must be a whole number",
    ],
    [
      "too many attempts",
      (d) => {
        d.maxAttempts = "26";
      },
      "maxAttempts",
      "must be at most 25",
    ],
    [
      "a cap below the first wait",
      (d) => {
        d.initialBackoff = "10 min";
      },
      "maxBackoff",
      "must not be shorter",
    ],
    [
      "a URL without scheme",
      (d) => {
        d.target.url = "example.com";
      },
      "target.url",
      "must be an absolute",
    ],
    [
      "a header with a blank",
      (d) => {
        d.target.headers = [{ name: "a b", value: "c" }];
      },
      "target.headers",
      "is not a valid header name",
    ],
    [
      "a header given twice",
      (d) => {
        d.target.headers = [
          { name: "a", value: "b" },
          { name: "a", value: "c" },
        ];
      },
      "target.headers",
      "must not name a twice",
    ],
    [
      "a status that is none",
      (d) => {
        d.target.expectedStatuses = "200, ok";
      },
      "target.expectedStatuses",
      "must be",
    ],
    [
      "a payload that is not JSON",
      (d) => {
        d.payload = '{\n"a": }';
      },
      "payload",
      "line 2, column 6",
    ],
    [
      "a payload that is no object",
      (d) => {
        d.payload = "[1]";
      },
      "payload",
      "must be an object",
    ],
    [
      "a date that is none",
      (d) => {
        d.exclusions = [{ ...EMPTY_EXCLUSION, dates: "2026-12-24, 2026-13-01" }];
      },
      "exclusions.0.dates",
      "must be a date",
    ],
    [
      "a command without program",
      (d) => {
        d.target.type = "command";
      },
      "target.argv",
      "must not be empty",
    ],
    [
      "a template in a shell script",
      (d) => {
        d.target.type = "command";
        d.target.shell = true;
        d.target.argv = "echo {{ run.id }}";
      },
      "target.argv",
      "must not contain {{",
    ],
    [
      "a variable that decides which code runs",
      (d) => {
        d.target.type = "command";
        d.target.argv = "report";
        d.target.environment = [{ name: "LD_PRELOAD", value: "/tmp/a.so" }];
      },
      "target.environment",
      "decides which code runs",
    ],
    [
      "a relative working directory",
      (d) => {
        d.target.type = "command";
        d.target.argv = "report";
        d.target.workingDirectory = "data";
      },
      "target.workingDirectory",
      "must be an absolute path",
    ],
    [
      "an exit code that is none",
      (d) => {
        d.target.type = "command";
        d.target.argv = "report";
        d.target.expectedExitCodes = "0, 256";
      },
      "target.expectedExitCodes",
      "must be at most 255",
    ],
    [
      "an address without port",
      (d) => {
        d.target.type = "grpc";
        d.target.address = "reports.example.com";
      },
      "target.address",
      "must be host:port",
    ],
    [
      "a method without service",
      (d) => {
        d.target.type = "grpc";
        d.target.address = "a:1";
        d.target.rpc = "Send";
      },
      "target.rpc",
      "must be package.Service/Method",
    ],
    [
      "metadata that the worker sets",
      (d) => {
        d.target.type = "grpc";
        d.target.address = "a:1";
        d.target.metadata = [{ name: "idempotency-key", value: "a" }];
      },
      "target.metadata",
      "is set by the worker",
    ],
    [
      "a handler without name",
      (d) => {
        d.target.type = "handler";
      },
      "target.handler",
      "must be the name of a handler",
    ],
    [
      "a secret without key",
      (d) => {
        d.target.type = "kubernetesJob";
        d.target.image = "a";
        d.target.env = [{ ...EMPTY_VARIABLE, name: "A", source: "secretKeyRef", refName: "s" }];
      },
      "target.env.0.refKey",
      "must be letters",
    ],
  ])("%s", (_, change, path, message) => {
    const violations = checkDraft(draftWith(change)).violations ?? [];
    const texts = violations
      .filter((violation) => violation.path === path)
      .map((violation) => violation.message);
    expect(texts.join("; ")).toContain(message);
  });
});

test("says everything that is wrong at once", () => {
  const { violations = [] } = checkDraft(
    draftWith((draft) => {
      draft.name = "";
      draft.target.url = "";
      draft.maxAttempts = "0";
    }),
  );
  expect(violations.map(({ path }) => path)).toEqual(["name", "target.url", "maxAttempts"]);
});

test.each([
  ["spec.expression", "spec.expression"],
  ["spec", "spec.expression"],
  ["tags.3", "tags"],
  ["payload.a.b", "payload"],
  ["target.headers.X-Key", "target.headers"],
  ["exclusions.2.dates.0", "exclusions.2.dates"],
  ["exclusions", "exclusions"],
  ["target.env.1.configMapKeyRef.name", "target.env.1.refName"],
])("the violation at %s belongs to the field %s", (path, field) => {
  expect(fieldOfPath(path)).toBe(field);
});
