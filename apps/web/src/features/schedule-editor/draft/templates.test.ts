import { expect, test } from "bun:test";
import { checkDraft } from "./check-draft.ts";
import { emptyDraft } from "./schedule-draft.ts";
import { TEMPLATES } from "./templates.ts";

test.each(TEMPLATES.map((template) => [template.id, template] as const))(
  "the template %s can be saved as it is",
  (_, template) => {
    expect(checkDraft(template.fill(emptyDraft("Europe/Vienna"))).violations).toBeUndefined();
  },
);

test.each(TEMPLATES.map((template) => [template.id, template] as const))(
  "the template %s keeps the name that was typed",
  (_, template) => {
    const draft = { ...emptyDraft("UTC"), name: "mine" };
    expect(template.fill(draft).name).toBe("mine");
  },
);
