/** A doc block in parts. */
export interface DocBlock {
  /** Its paragraphs, without displayed formulas of their own; those before the first such formula come first. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly params: ReadonlyMap<string, string>;
  readonly example: string;
  readonly references: readonly string[];
}

const joined = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, " ");

/** A paragraph that only leads to the formula below it ends in a comma or a colon, or with "of". */
const ended = (paragraph: string): string =>
  paragraph.replace(/[,:]$/, ".").replace(/ of$/, " of the formula below.");

/** The parts of a doc block whose stars are gone. */
export function docBlock(doc: string): DocBlock {
  const [prose = "", ...tags] = doc.split(/^@/m);
  const tagged = (name: string): string[] =>
    tags.flatMap((tag) =>
      tag.startsWith(`${name} `) || tag.startsWith(`${name}\n`) ? [tag.slice(name.length)] : [],
    );
  const params = tagged("param").map((text): [string, string] => {
    const [, name = "", meaning = ""] = /^\s*(\w+) ([^]*)/.exec(text) ?? [];
    return [name, joined(meaning)];
  });
  // The first displayed formula is shown beside the code.
  const parts = prose.split(/\$\$[^]+?\$\$[.,]?([^]*)/);
  const paragraphs = (text: string): string[] =>
    text
      .split(/\n\s*\n/)
      .map(joined)
      .filter((paragraph) => paragraph !== "");
  const [first = "", rest = ""] = parts;
  return {
    before: paragraphs(first).map(ended),
    after: paragraphs(rest),
    params: new Map(params),
    example: /```ts\n([^]*?)```/.exec(tagged("example").join("\n"))?.[1] ?? "",
    references: tagged("see").map(joined),
  };
}
