/** A fenced block of a page: its language, what follows the language, its text without the list's indent. */
export interface Block {
  readonly section: string;
  readonly line: number;
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

/** The fenced blocks of a Markdown page, each with the heading above it. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let section = "";
  let open:
    (Omit<Block, "section" | "text"> & { indent: string; fence: string; lines: string[] }) | undefined;
  for (const [i, line] of markdown.split("\n").entries()) {
    const opening = /^(\s*)(```+)(\w*)\s*(.*)$/.exec(line);
    if (open !== undefined) {
      if (line.trimEnd() === open.indent + open.fence) {
        const { language, info, lines } = open;
        blocks.push({ section, line: open.line, language, info, text: `${lines.join("\n")}\n` });
        open = undefined;
      } else
        open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
    } else if (opening !== null) {
      const [, indent = "", fence = "", language = "", info = ""] = opening;
      open = { indent, fence, language, info, line: i + 1, lines: [] };
    } else if (line.startsWith("## ")) section = line.slice(3);
  }
  return blocks;
}
