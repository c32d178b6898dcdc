"use client";

import { Alert } from "@/components/ui/alert.tsx";
import type { DraftViolation } from "../draft/definition-of-draft.ts";
import { labelOf } from "./field-labels.ts";

/** Everything that keeps the form from being saved; a click leads to the field. */
export function ProblemList({
  problems,
  formError,
}: {
  problems: readonly DraftViolation[];
  formError: string | undefined;
}) {
  if (problems.length === 0 && formError === undefined) return null;
  return (
    <Alert>
      {formError !== undefined && <p>{formError}</p>}
      {problems.length > 0 && (
        <ul className="flex flex-col">
          {problems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <button
                type="button"
                className="text-left underline underline-offset-2"
                onClick={() => document.getElementById(path)?.focus()}
              >
                {labelOf(path.replace(/\.\d+\..*$/, ""))}
              </button>{" "}
              {message}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
