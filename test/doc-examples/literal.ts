/** A number as a comment writes it; `slack` is how far the value may be from it. */
interface Decimal {
  readonly number: number;
  readonly slack: number;
}

/** The value that a comment states for an expression: numbers, strings, lists, and records of these. */
export type Literal =
  Decimal | string | boolean | readonly Literal[] | { readonly fields: Readonly<Record<string, Literal>> };

const tokens =
  /\s*(?:(?<number>[-−]?\d[\d_]*(?:\.\d+)?(?:e[-−]?\d+)?…?)|(?<string>"(?:[^"\\]|\\.)*"|'[^']*')|(?<word>true|false|[A-Za-z_]\w*)|(?<sign>[[\]{},:…]))/y;

/**
 * Reads the values at the beginning of a comment, as in `[2, 4]`, `w = [0.9, 2.1]: the first step` or `9, [-6]`; what
 * follows after a comma, a colon or a full stop is prose.
 *
 * @returns nothing when the comment does not begin with a value: then it is prose.
 */
export function literals(
  comment: string,
  count: number,
): { readonly path: string | undefined; readonly values: readonly Literal[] } | undefined {
  const named = /^(\w+) = /.exec(comment);
  const text = named === null ? comment : comment.slice(named[0].length);
  let at = 0;
  const next = (): { kind: string; text: string } | undefined => {
    tokens.lastIndex = at;
    const match = tokens.exec(text);
    if (match === null) return undefined;
    at = tokens.lastIndex;
    const groups = match.groups as Readonly<Record<string, string | undefined>>;
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined)!;
    return { kind, text: groups[kind]! };
  };
  const peek = (): string | undefined => {
    const before = at;
    const token = next();
    at = before;
    return token?.text;
  };
  const expect = (sign: string): void => {
    if (next()?.text !== sign) throw new SyntaxError(`${sign} expected`);
  };
  const listUntil = (end: string, item: () => void): void => {
    for (let first = true; peek() !== end; first = false) {
      if (!first) expect(",");
      item();
    }
    expect(end);
  };
  const value = (): Literal => {
    const token = next();
    if (token?.kind === "number") return decimal(token.text);
    if (token?.kind === "string") {
      return token.text.startsWith('"') ? (JSON.parse(token.text) as string) : token.text.slice(1, -1);
    }
    if (token?.text === "true" || token?.text === "false") return token.text === "true";
    if (token?.text === "[") {
      const items: Literal[] = [];
      listUntil("]", () => items.push(value()));
      return items;
    }
    if (token?.text === "{") {
      const fields: Record<string, Literal> = {};
      listUntil("}", () => {
        const name = next()!.text;
        expect(":");
        fields[name] = value();
      });
      return { fields };
    }
    throw new SyntaxError("no value");
  };
  try {
    const values = [value()];
    while (values.length < count) {
      expect(",");
      values.push(value());
    }
    // "4.7 % of the rate" is prose, and "2 images" too.
    return /^([,:;.]\s|[.]?$|\s\()/.test(text.slice(at)) ? { path: named?.[1], values } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * With three digits or more, or before an ellipsis, a decimal may be truncated; otherwise it is exact, up to float32.
 */
function decimal(text: string): Decimal {
  const plain = text.replaceAll(/[_…]/g, "").replaceAll("−", "-");
  const [mantissa = "", exponent = "0"] = plain.split("e");
  const digits = mantissa.replace(/^-?0?\.?0*/, "").replace(".", "").length;
  const places = mantissa.split(".")[1]?.length ?? 0;
  const last = 10 ** (Number(exponent) - places);
  const number = Number(plain);
  const rounded = text.endsWith("…") ? last : places > 0 && digits >= 3 ? 0.51 * last : 0;
  return { number, slack: Math.max(rounded, 1e-6 * Math.abs(number), 1e-12) };
}
