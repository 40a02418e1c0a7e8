import { aboutKind, type Kind, kinds, type Language, languages } from "./kinds.ts";
import { pageOf, type Source } from "./page.ts";
import { plotsOf } from "./figures/plot-of.ts";
import { placesIn } from "./places.ts";
import { type Row, rowsIn } from "./rows.ts";
import { wordsFor } from "./words.ts";

/** A page that is made, and where in docs/reference it goes. */
export interface Page {
  readonly row: Row;
  readonly language: Language;
  readonly file: string;
  readonly text: string;
}

/** Pages that are written by hand; they are in git. */
export const byHand: readonly string[] = ["optimizers/adam"];

/** What all pages are made of. */
export async function sourceOf(root: string): Promise<Source> {
  const words = Object.fromEntries(kinds.map((kind) => [kind, wordsFor(root, kind)])) as Record<
    Kind,
    ReturnType<typeof wordsFor>
  >;
  const rows = rowsIn(root).filter(({ kind }) => words[kind].size > 0);
  return { root, rows, places: await placesIn(root), plots: await plotsOf(rows), words };
}

/** Every page of every function in both languages, but those written by hand. */
export async function allPages(root: string): Promise<readonly Page[]> {
  const source = await sourceOf(root);
  return source.rows
    .filter(({ kind, name }) => !byHand.includes(`${aboutKind[kind].folder}/${name}`))
    .flatMap((row) =>
      languages.map((language) => ({
        row,
        language,
        file: `${aboutKind[row.kind].folder}/${row.name}${language === "zh" ? ".zh" : ""}.md`,
        text: pageOf(source, row, language),
      })),
    );
}
