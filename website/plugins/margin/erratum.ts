import { readFileSync } from "node:fs";
import path from "node:path";

/** A place in the chapters: 002 §3.2. */
export interface Place {
  readonly chapter: string;
  readonly section: string;
}

/** A row of docs/reference/errata.md, or of its Chinese twin. */
export interface Erratum {
  readonly id: string;
  readonly places: readonly Place[];
  /** The chapters' words that it quotes. */
  readonly quotes: readonly string[];
  readonly correction: string;
}

/** `002 §3.4; 001 §6.1, §6.3`, in either language's punctuation. */
export function placesIn(where: string): readonly Place[] {
  let chapter = "";
  return [...where.matchAll(/(?<![\d.])(\d{3})(?!\d)|§(\d+(?:\.\d+)*)/g)].flatMap(([, named, section]) => {
    chapter = named ?? chapter;
    return section === undefined ? [] : [{ chapter, section }];
  });
}

export function errataIn(root: string, zh: boolean): readonly Erratum[] {
  const file = path.join(root, "docs/reference", zh ? "errata.zh.md" : "errata.md");
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => /^\| E\d\d /.test(line))
    .map((line) => {
      const [id = "", where = "", says = "", correction = ""] = line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim());
      const quotes = [...says.matchAll(/“([^”]+)”/g)].map(([, quote]) => quote!);
      return { id, places: placesIn(where), quotes, correction };
    });
}
