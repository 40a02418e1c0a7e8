import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";

interface Props {
  readonly label: string;
  readonly describedBy: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onCheck: () => void;
}

/** The site's colours of code, which serve light and dark. */
const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.bool, tags.null], color: "var(--accent)" },
  { tag: [tags.string, tags.regexp], color: "var(--second)" },
  { tag: tags.number, color: "var(--first)" },
  { tag: [tags.function(tags.variableName), tags.typeName, tags.className], color: "var(--third)" },
]);

const looks = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--land)", fontSize: "0.9rem" },
  ".cm-scroller": {
    fontFamily: "var(--ifm-font-family-monospace)",
    maxHeight: "34rem",
    minHeight: "18rem",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": {
    color: "var(--muted)",
    backgroundColor: "var(--land)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--docusaurus-highlighted-code-line-bg)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--line)",
  },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "2px" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: "var(--paper)",
    backgroundColor: "var(--accent)",
  },
});

/** CodeMirror with the learner's file; a text that is not the one in it replaces that one. */
export default function Editor({ label, describedBy, text, onChange, onCheck }: Props) {
  const home = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const act = useRef({ onChange, onCheck });
  act.current = { onChange, onCheck };
  const first = useRef(text);

  useEffect(() => {
    if (home.current === null) return undefined;
    const check = () => {
      act.current.onCheck();
      return true;
    };
    const made = new EditorView({
      parent: home.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(),
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          highlightActiveLine(),
          javascript({ typescript: true }),
          syntaxHighlighting(colours),
          looks,
          EditorState.tabSize.of(2),
          EditorView.contentAttributes.of({
            tabindex: "0",
            "aria-label": label,
            "aria-describedby": describedBy,
          }),
          keymap.of([
            { key: "Mod-Enter", run: check },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) act.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label, describedBy]);

  useEffect(() => {
    const { state } = view.current ?? {};
    if (state === undefined || state.doc.toString() === text) return;
    view.current?.dispatch({ changes: { from: 0, to: state.doc.length, insert: text } });
  }, [text]);

  return <div ref={home} />;
}
