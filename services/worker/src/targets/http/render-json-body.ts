import {
  checkRenderedLength,
  findValue,
  type JsonValue,
  parseTemplate,
  type TemplateValues,
} from "../template.ts";

/**
 * Fills in a JSON text. Between quotes a value becomes part of the string, escaped (`"run {{ run.id }}"`); elsewhere it
 * is a JSON value of its own (`{{ payload.items }}`). Either way no value can change the structure around it.
 *
 * @throws TargetError naming what is not understood
 */
export function renderJsonBody(body: string, values: TemplateValues): string {
  let rendered = "";
  let inString = false;
  for (const part of parseTemplate(body)) {
    if ("text" in part) {
      rendered += part.text;
      inString = endsInString(part.text, inString);
    } else {
      const value = findValue(values, part.name);
      rendered += inString ? stringContent(value) : JSON.stringify(value);
    }
    checkRenderedLength(rendered);
  }
  return rendered;
}

// a backslash takes the next character with it
function endsInString(text: string, startsInString: boolean): boolean {
  const quotes = text.replaceAll(/\\./gs, "").split('"').length - 1;
  return quotes % 2 === 1 ? !startsInString : startsInString;
}

function stringContent(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
