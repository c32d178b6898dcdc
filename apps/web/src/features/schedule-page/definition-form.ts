import { createLoader, parseAsStringLiteral } from "nuqs/server";

/** How a definition can be looked at, each with its own address. */
export const DEFINITION_FORMS = ["words", "yaml", "json"] as const;
export type DefinitionForm = (typeof DEFINITION_FORMS)[number];

export const FORM_LABELS = {
  words: "In words",
  yaml: "YAML",
  json: "JSON",
} satisfies Record<DefinitionForm, string>;

export const loadDefinitionForm = createLoader({
  as: parseAsStringLiteral(DEFINITION_FORMS).withDefault("words"),
});
