import path from "node:path";
import { typeset } from "../typeset.ts";
import { inChinese } from "./formula-words.ts";
import { listingOf } from "./listing.ts";
import { symbolsIn } from "./notation.ts";
import { type Term, termsOf } from "./terms.ts";

/** What the component shows: a formula, the code that computes it, and what ties the one to the other. */
export interface BesideData {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** The formula as the source has it, to be copied. */
  readonly tex: string;
  /** Whether it is too wide to stand beside code. */
  readonly wide: boolean;
  /** The formula, typeset; its symbols have the classes `term-NAME`. */
  readonly html: string;
  readonly code: readonly string[];
  readonly terms: readonly (Omit<Term, "tex"> & { readonly symbol: string })[];
}

/** Whether a row of the formula is too long to stand beside code. */
const isWide = (tex: string): boolean =>
  tex
    .replaceAll(
      /\\class\{[^}]*\}|\\(?:begin|end)\{[^}]*\}|\\(?:left|right|[bB]igg?[lr]?|operatorname|text|mathrm)(?![A-Za-z])/g,
      "",
    )
    .split("\\\\")
    .some(
      (row) =>
        row
          .replaceAll(/\\(?:max|min|sign|exp|cos|ln)(?![A-Za-z])/g, "xxx")
          .replaceAll(/\\[A-Za-z]+/g, "x")
          .replaceAll(/[{}^_&\s\\,;!]/g, "").length > 26,
    );

/** A comment that asks for a formula beside its code: `<!-- beside: @downhill/optimizers#adam -->`. */
export const besideMarker = /^<!--\s*beside:\s*(@downhill\/\w+#\w+)\s*-->$/;

/** A function of the packages, its formula beside its code, with the words of the notation page in one language. */
export async function beside(root: string, what: string, zh: boolean): Promise<BesideData> {
  const name = what.slice(what.indexOf("#") + 1);
  const found = listingOf(root, what);
  const listing = zh ? { ...found, tex: inChinese(root, found.tex) } : found;
  const notation = path.join(root, "docs/reference", zh ? "notation.zh.md" : "notation.md");
  const { tex, terms } = termsOf(listing, name, symbolsIn(notation));
  const html = await typeset(tex, true);
  const withSymbols = terms.map(async ({ tex: symbol, ...term }) => ({
    ...term,
    symbol: await typeset(symbol, false),
  }));
  const { file, line, code } = listing;
  return {
    name,
    file,
    line,
    tex: listing.tex,
    wide: isWide(tex),
    html,
    code,
    terms: await Promise.all(withSymbols),
  };
}
