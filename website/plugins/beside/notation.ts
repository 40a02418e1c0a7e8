import { readFileSync } from "node:fs";

/** A symbol of the notation page. */
export interface Symbol {
  /** As TeX: `\hat m`. */
  readonly tex: string;
  readonly meaning: string;
  readonly unit: string;
  /** Its names in code. */
  readonly names: readonly string[];
  /** The labs and functions that the page names as its places. */
  readonly places: readonly string[];
}

const cells = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

/** `vHat` before `mHat` for \hat v. */
const firstLike = (tex: string, names: readonly string[]): readonly string[] => {
  const letter = tex.replace(/^\\hat /, "");
  const like = (name: string): number => (name.startsWith(letter) ? 0 : 1);
  return names.toSorted((a, b) => like(a) - like(b));
};

/**
 * The rows of docs/reference/notation.md, or of its Chinese twin. A row of several symbols with as many names pairs them;
 * otherwise each symbol may have any of the names, those with its letter first.
 */
export function symbolsIn(file: string): readonly Symbol[] {
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| $"));
  return rows.flatMap((line) => {
    const [symbol = "", meaning = "", unit = "", code = "", where = ""] = cells(line);
    const all = [...symbol.matchAll(/\$([^$]+)\$/g)].map(([, tex]) => tex!);
    const names = quoted(code);
    const paired = all.length > 1 && names.length === all.length;
    return all.map((tex, i) => ({
      tex,
      meaning,
      unit,
      names: paired ? [names[i]!] : firstLike(tex, names),
      places: quoted(where),
    }));
  });
}
