import { readFileSync } from "node:fs";
import path from "node:path";
import { errataIn, type Erratum } from "./erratum.ts";
import { sectionsOf, within } from "./section.ts";

/** An erratum at the words of a chapter that it concerns. */
export interface Note {
  readonly erratum: Erratum;
  readonly section: string;
  readonly words: string;
}

export const chapters = ["000", "001", "002", "003", "004"] as const;

export const chapterText = (root: string, chapter: string): string =>
  readFileSync(path.join(root, "docs/chapters", `${chapter}.md`), "utf8");

/**
 * The notes of a chapter. An erratum stands at the words that it quotes, wherever they occur in
 * the sections that it names; docs/chapters/words.json has the words of those places for which it quotes none.
 *
 * @throws Error if a place has no words of its erratum.
 */
export function notesOf(root: string, chapter: string, zh: boolean): readonly Note[] {
  const more = JSON.parse(readFileSync(path.join(root, "docs/chapters/words.json"), "utf8")) as Readonly<
    Record<string, readonly string[]>
  >;
  const sections = sectionsOf(chapterText(root, chapter));
  const found = errataIn(root, zh).flatMap((erratum) => {
    const places = erratum.places.filter((place) => place.chapter === chapter);
    return places.flatMap(({ section: cited }) => {
      const here = sections.filter(({ number }) => within(number, cited));
      const at = (all: readonly string[]): readonly Note[] =>
        all.flatMap((words) =>
          here
            .filter(({ text }) => text.includes(words))
            .map(({ number }) => ({ erratum, section: number, words })),
        );
      const quoted = at(erratum.quotes);
      const notes = quoted.length > 0 ? quoted : at(more[erratum.id] ?? []);
      if (notes.length === 0)
        throw new Error(
          `${erratum.id} names ${chapter} §${cited}, where none of its words are; add them to docs/chapters/words.json.`,
        );
      return notes;
    });
  });
  return found;
}
