import { parse } from "es-module-lexer/js";
import { computedImportText, refusedImport, unreadableText } from "../judge/refused-text.ts";
import type { TranslatedText } from "../judge/translated-text.ts";
import type { Failure, Place } from "../judge/verdict.ts";

interface Translating {
  /** Where the file would be in the course, for messages. */
  readonly file: string;
  /** The address of everything that may be imported, by its name in the text. */
  readonly imports: ReadonlyMap<string, string>;
  /** Removes the types; every line must stay on its line. */
  readonly toJavaScript: (text: string) => string;
}

/** The learner's line, both counted from 1. */
function placeAt(text: string, file: string, line: number): Place | undefined {
  const found = text.split(/\r?\n/)[line - 1];
  if (found === undefined) return undefined;
  return { file, line, column: found.search(/\S|$/) + 1, text: found.trim().slice(0, 200) };
}

const lineOf = (code: string, at: number): number => code.slice(0, at).split("\n").length;

/** Why a translator rejected a text; it ends its message with the place, `(12:5)`. */
function syntaxFailure(error: unknown, text: string, file: string): Failure {
  const message = (error instanceof Error ? error.message : String(error)).replace(
    /^Error transforming [^:]*: /,
    "",
  );
  const [, line] = /\((\d+):\d+\)/.exec(message) ?? [];
  const at = line === undefined ? undefined : placeAt(text, file, Number(line));
  return { kind: "syntax", sentence: unreadableText(message), ...(at === undefined ? {} : { at }) };
}

/** Translates a learner's text for a page: without types, and with the addresses of what it imports. */
export function pageText(
  text: string,
  { file, imports, toJavaScript }: Translating,
): TranslatedText | Failure {
  let code: string;
  let found: ReturnType<typeof parse>;
  try {
    code = toJavaScript(text);
    found = parse(code);
  } catch (error) {
    return syntaxFailure(error, text, file);
  }
  const failure = (at: number, sentence: Failure["sentence"]): Failure => {
    const place = placeAt(text, file, lineOf(code, at));
    return { kind: "import", sentence, ...(place === undefined ? {} : { at: place }) };
  };
  const [imported, exported] = found;
  let [translated, end] = ["", 0];
  for (const each of imported) {
    if (each.type === "import-meta") continue;
    const { specifier, start, end: after } = each;
    if (specifier === undefined) return failure(each.importStart, computedImportText);
    const address = imports.get(specifier) ?? imports.get(specifier.replace(/(\.[cm]?[jt]s)?$/, ".ts"));
    if (address === undefined)
      return failure(each.importStart, refusedImport(specifier, [...imports.keys()]));
    const quoted = each.type === "dynamic" ? JSON.stringify(address) : address;
    translated += code.slice(end, start) + quoted;
    end = after;
  }
  return {
    code: translated + code.slice(end),
    exports: exported.flatMap((each) => ("name" in each ? [each.name] : [])),
    locate: (line) => placeAt(text, file, line),
  };
}
