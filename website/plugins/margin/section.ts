/** A section of a chapter, as the course cites it: § and the number that its heading begins with. */
export interface Section {
  /** `3.2.1`; the text before the first heading has none. */
  readonly number: string;
  readonly text: string;
}

/** The number at the start of a heading's text: `3.5批量梯度下降`, `1. 背景介绍`. */
export const numberOf = (heading: string): string | undefined => /^(\d+(?:\.\d+)*)/.exec(heading.trim())?.[1];

/** Whether a section is the cited one or within it: §4.2 is within §4. */
export const within = (number: string, cited: string): boolean =>
  number === cited || number.startsWith(`${cited}.`);

/** The sections of a chapter in their order; a heading that repeats the number before it opens none. */
export function sectionsOf(chapter: string): readonly Section[] {
  const sections: { number: string; lines: string[] }[] = [{ number: "", lines: [] }];
  let code = false;
  for (const line of chapter.split("\n")) {
    if (line.startsWith("```")) code = !code;
    const number = code ? undefined : numberOf(/^#+ *(.+)$/.exec(line)?.[1] ?? "");
    if (number !== undefined && number !== sections.at(-1)!.number) sections.push({ number, lines: [] });
    sections.at(-1)!.lines.push(line);
  }
  return sections.map(({ number, lines }) => ({ number, text: lines.join("\n") }));
}
