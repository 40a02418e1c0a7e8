import type { Listing } from "./listing.ts";
import type { Symbol } from "./notation.ts";

/** A symbol of a formula and the lines of code that compute it or, where it is given, that use it. */
export interface Term {
  /** Its name in the code; the formula's parts and the code's words carry it. */
  readonly name: string;
  readonly tex: string;
  readonly meaning: string;
  readonly unit: string;
  /** Lines counted from 0, of the listing. */
  readonly computedIn: readonly number[];
  readonly usedIn: readonly number[];
}

/** A formula whose symbols carry the names of their terms, and these. */
export interface Marked {
  readonly tex: string;
  readonly terms: readonly Term[];
}

const word = (name: string): RegExp => new RegExp(String.raw`(?<![\w.])${name}\b`);

/** Where a name gets its value: an assignment, a default, or the field of what is returned. */
const computes = (name: string): RegExp =>
  new RegExp(String.raw`^\s*(?:const |let )?${name} = |\b${name}: (?:-?[\d.]|\w+\()`);

const linesThat = (code: readonly string[], pattern: RegExp): number[] =>
  code.flatMap((line, i) => (pattern.test(line) ? [i] : []));

/**
 * Of the symbols that look alike, the one that the notation page places in this function, or else the first that it places
 * in one of its kind: a letter of another field means something else.
 */
function pick(
  symbols: readonly Symbol[],
  exported: string,
  kin: readonly string[],
  code: string,
): ReadonlyMap<string, [Symbol, string]> {
  const found = new Map<string, [Symbol, string]>();
  const here = ({ places }: Symbol): number => (places.includes(exported) ? 0 : 1);
  const meant = symbols.filter(({ places }) => [exported, ...kin].some((name) => places.includes(name)));
  for (const symbol of meant.toSorted((a, b) => here(a) - here(b))) {
    const name = symbol.names.find((each) => word(each).test(code));
    if (name !== undefined && !found.has(symbol.tex)) found.set(symbol.tex, [symbol, name]);
  }
  return found;
}

const escaped = (tex: string): string => tex.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/**
 * Words that are no symbols, then the symbols with their subscripts (the longest first), then all else; a letter below a hat
 * or with a subscript is another one than the letter alone.
 */
function tokens(symbols: Iterable<string>): RegExp {
  const longestFirst = [...symbols].toSorted((a, b) => b.length - a.length);
  const any = longestFirst.map((tex) => escaped(tex).replace(" ", String.raw`\s*`)).join("|");
  const subscript = String.raw`(?:_(?:\{[^}]*\}|\\?\w))?`;
  return new RegExp(
    String.raw`\\(?:begin|end|text|mathrm|operatorname)\*?\{[^}]*\}|(?<symbol>${any})(?![A-Za-z])${subscript}|\\(?:hat|bar|tilde)\s*(?:\\?[A-Za-z]+)${subscript}|\\[A-Za-z]+${subscript}|[A-Za-z]${subscript.slice(0, -1)}|[^]`,
    "g",
  );
}

/** A command's next argument, in braces where TeX would take a single sign: \frac tW is \frac{t}{W}. */
function bracedArgument(tex: string): [argument: string, rest: string] {
  const found = /^\s*(?:(?<braced>\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})|(?<sign>\\[A-Za-z]+|[^{]))/.exec(
    tex,
  );
  if (found === null) return ["", tex];
  const { braced, sign = "" } = found.groups!;
  return [braced ?? `{${sign}}`, tex.slice(found[0].length)];
}

/** A formula whose fractions and roots have all their arguments in braces, so that a class fits into them. */
function withBraces(tex: string): string {
  const at = /\\(?<command>[dt]?frac|sqrt)(?![A-Za-z[])/.exec(tex);
  if (at === null) return tex;
  const before = tex.slice(0, at.index + at[0].length);
  let rest = tex.slice(before.length);
  const braced: string[] = [];
  for (let i = 0; i < (at.groups!["command"]!.endsWith("frac") ? 2 : 1); i++) {
    const [argument, after] = bracedArgument(rest);
    braced.push(`{${withBraces(argument.slice(1, -1))}}`);
    rest = after;
  }
  return before + braced.join("") + withBraces(rest);
}

/** An equation aligned at its first relation; one without any stands where the right sides do. */
const aligned = (equation: string): string => {
  const at = equation.search(/=|\\(?:leftarrow|gets|sim|le|ge|Rightarrow)(?![A-Za-z])|[<>]/);
  return at < 0 ? `&${equation}` : `${equation.slice(0, at)}&${equation.slice(at)}`;
};

/** A formula's parts between wide spaces, each aligned at its first sign of equality; a word alone goes with the next. */
function partsIn(tex: string): string[] {
  const parts = tex.split(/\s*,?\s*\\qquad\s*/);
  const count = (part: string, what: string): number => part.split(what).length;
  const whole = parts.every(
    (part) => count(part, "{") === count(part, "}") && count(part, "\\begin") === count(part, "\\end"),
  );
  if (!whole) return [tex];
  return parts.flatMap((part, i) => {
    if (/^\\text\{[^}]*\}$/.test(part)) return [];
    const word = /^\\text\{[^}]*\}$/.exec(parts[i - 1] ?? "")?.[0];
    return [(word === undefined ? "" : String.raw`${word}\;`) + aligned(part)];
  });
}

/** The equations of an alignment, whatever its columns; any other formula is what its wide spaces make of it. */
function equationsIn(tex: string): string[] {
  const inside = /^\\begin\{aligned\}([^]*)\\end\{aligned\}$/.exec(tex)?.[1];
  if (inside === undefined || inside.includes("\\begin")) return partsIn(tex);
  return inside
    .split("\\\\")
    .flatMap((line) => {
      const parts = line.split("&");
      return parts.flatMap((part, i) => (i % 2 === 0 ? [`${part}&${parts[i + 1] ?? ""}`] : []));
    })
    .map((equation) => equation.trim());
}

/** A formula's equations one below the other, in the order in which the code computes their left sides. */
function inOrderOfCode(tex: string, terms: ReadonlyMap<string, Term>): string {
  const line = (equation: string): number => {
    const name = /term-(\w+)/.exec(equation)?.[1];
    return (name === undefined ? undefined : terms.get(name)?.computedIn[0]) ?? Number.MAX_SAFE_INTEGER;
  };
  const equations = equationsIn(tex);
  if (equations.length === 1) return tex;
  const sorted = equations.toSorted((a, b) => line(a) - line(b));
  return String.raw`\begin{aligned}${sorted.join(String.raw` \\ `)}\end{aligned}`;
}

/** The terms of a formula: symbols for which the notation page has a name that occurs in the code. */
export function termsOf({ tex, code, kin }: Listing, exported: string, symbols: readonly Symbol[]): Marked {
  const known = pick(symbols, exported, kin, code.slice(1).join("\n"));
  const used = new Map<string, Term>();
  const marked = withBraces(tex).replaceAll(tokens(known.keys()), (all: string, ...rest: unknown[]) => {
    const { symbol } = rest.at(-1) as { readonly symbol?: string };
    const found = symbol === undefined ? undefined : known.get(symbol);
    if (found === undefined) return all;
    const [{ meaning, unit, tex: plain }, name] = found;
    const usedIn = linesThat(code, word(name));
    const computedIn = linesThat(code, computes(name));
    used.set(name, { name, tex: plain, meaning, unit, computedIn, usedIn });
    return String.raw`\class{term-${name}}{${all}}`;
  });
  return { tex: inOrderOfCode(marked, used), terms: [...used.values()] };
}
