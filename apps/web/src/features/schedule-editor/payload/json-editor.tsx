"use client";

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, linter, lintGutter } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useEffectEvent, useRef } from "react";
import { parseJson } from "./parse-json.ts";

const THEME = EditorView.theme({
  "&": { fontSize: "0.75rem", backgroundColor: "var(--surface)", color: "var(--foreground)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-geist-mono)", lineHeight: "1.25rem", maxHeight: "24rem" },
  ".cm-content": { minHeight: "9rem", caretColor: "var(--foreground)" },
  ".cm-gutters": {
    backgroundColor: "var(--surface-sunken)",
    color: "var(--muted-foreground)",
    borderColor: "var(--border)",
  },
  ".cm-cursor": { borderLeftColor: "var(--foreground)" },
  ".cm-placeholder": { color: "var(--muted-foreground)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "var(--selected) !important",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--selected) !important" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    border: "1px solid var(--border)",
    borderRadius: "6px",
  },
});

const COLORS = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--active)" },
  { tag: tags.string, color: "var(--success)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--warning)" },
]);

/** What is wrong, underlined where it is wrong. */
function findDiagnostics(view: EditorView): Diagnostic[] {
  const text = view.state.doc.toString();
  if (text.trim() === "") return [];
  const { problem } = parseJson(text);
  if (problem === undefined) return [];
  const from = Math.min(problem.offset, text.length);
  return [{ from, to: Math.min(from + 1, text.length), severity: "error", message: problem.message }];
}

/** A field for JSON with numbered lines, colours, and what is wrong underlined. Heavy: load it when needed. */
export function JsonEditor({
  value,
  onChange,
  onBlur,
  attributes,
}: {
  value: string;
  onChange: (text: string) => void;
  onBlur: () => void;
  /** Of the element that is typed into: id, label, description. */
  attributes: Record<string, string>;
}) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const attributesOf = useRef(new Compartment());
  const changed = useEffectEvent(onChange);
  const left = useEffectEvent(onBlur);
  const readProps = useEffectEvent(() => ({ value, attributes }));

  useEffect(() => {
    if (parent.current === null) return;
    const { value, attributes } = readProps();
    const editor = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          history(),
          bracketMatching(),
          indentOnInput(),
          json(),
          syntaxHighlighting(COLORS),
          linter(findDiagnostics, { delay: 300 }),
          lintGutter(),
          placeholder('{ "report": "daily" }'),
          // without Tab, which has to lead on to the next field
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          attributesOf.current.of(EditorView.contentAttributes.of(attributes)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed(update.state.doc.toString());
          }),
          EditorView.domEventHandlers({ blur: () => left() }),
          THEME,
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  // what others write: the format button, a draft that is restored
  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  const attributesKey = JSON.stringify(attributes);
  useEffect(() => {
    view.current?.dispatch({
      effects: attributesOf.current.reconfigure(EditorView.contentAttributes.of(JSON.parse(attributesKey))),
    });
  }, [attributesKey]);

  return <div ref={parent} />;
}
