import { blocksOf } from "../contributing/blocks.ts";

/** A TypeScript example in a doc block or a README. */
export interface Example {
  /** Where it is: the file, relative to the project, and the line of its fence. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Why it cannot run, if its fence gives a reason. */
  readonly noRun: string | undefined;
}

const examples = (file: string, markdown: string, from: number): Example[] =>
  blocksOf(markdown)
    .filter(({ language }) => language === "ts")
    .map(({ info, line, text }) => ({
      file,
      line: from + line,
      text,
      noRun: /^no-run: (.+)$/.exec(info)?.[1],
    }));

/** The examples of a source file: the fences after an `@example` in its doc blocks. */
export function examplesInSource(file: string, source: string): Example[] {
  return [...source.matchAll(/^[ \t]*\/\*\*$[^]*?\*\//gm)].flatMap((match) => {
    const [doc] = match;
    const begin = doc.search(/@example\b/);
    if (begin < 0) return [];
    const before = source.slice(0, match.index + begin).split("\n").length - 1;
    const lines = doc.slice(begin).split("\n");
    return examples(file, lines.map((line) => line.replace(/^\s*\* ?/, "")).join("\n"), before);
  });
}

/** The examples of a Markdown file. */
export const examplesInPage = (file: string, markdown: string): Example[] => examples(file, markdown, 0);
