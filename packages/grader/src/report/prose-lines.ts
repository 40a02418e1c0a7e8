import { fitted, type ReportStyle } from "./style.ts";

const fence = /^\s*```/;

/** Markdown as a terminal shows it: paragraphs broken between words, and code unchanged but indented. */
export function proseLines(markdown: string, indent: number, style: ReportStyle): readonly string[] {
  let inCode = false;
  return markdown.split("\n").flatMap((line) => {
    if (fence.test(line)) {
      inCode = !inCode;
      return [];
    }
    if (line.trim() === "") return inCode ? [""] : [];
    return [inCode ? " ".repeat(indent + 2) + line : fitted(line, indent, style)];
  });
}
