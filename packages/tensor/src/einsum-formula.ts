import type { Bilingual } from "./bilingual.ts";
import { KindError } from "./kind-error.ts";
import { type Shape, ShapeError, showShape } from "./shape.ts";
import { ValueError } from "./value-error.ts";

/** A summation resolved for its tensors. Axes covered by `...` are named by their distance from its end: `.0`, `.1`, … */
export interface Formula {
  /** The names of each tensor's axes. */
  readonly operands: readonly (readonly string[])[];
  readonly result: readonly string[];
  /** The length of each axis. */
  readonly lengths: ReadonlyMap<string, number>;
}

const dots = "...";

/** @throws ValueError, KindError or ShapeError when the text is not a formula, or does not fit the tensors. */
export function formulaOf(formula: string, shapes: readonly Shape[]): Formula {
  const [left, right, ...rest] = typeof formula === "string" ? formula.replaceAll(/\s/g, "").split("->") : [];
  if (left === undefined || rest.length > 0)
    refuse(formula, { en: "it must be text with one arrow at most", zh: "应为至多含一个箭头的文本" });
  const terms = left.split(",").map((term) => symbolsOf(formula, term));
  if (terms.length !== shapes.length || shapes.length === 0) {
    throw new KindError("argument-count", {
      en: `einsum: "${formula}" names ${terms.length} tensors but was given ${shapes.length}; separate their indices by commas, one term for each`,
      zh: `einsum："${formula}" 写了 ${terms.length} 个张量，实际给出 ${shapes.length} 个；请用逗号分隔，每个张量写一项`,
    });
  }
  const operands = terms.map((term, i) => axesOf(formula, term, shapes[i]!, i));
  const lengths = lengthsOf(formula, operands, shapes);
  const result =
    right === undefined ? implied(operands) : resultOf(formula, symbolsOf(formula, right), lengths);
  return { operands, result, lengths };
}

function refuse(formula: unknown, { en, zh }: Bilingual): never {
  throw new ValueError("syntax", {
    en: `einsum: "${String(formula)}" is not a formula: ${en}; write one such as "ij,jk->ik"`,
    zh: `einsum："${String(formula)}" 不是合法的公式：${zh}；请写成 "ij,jk->ik" 这样的形式`,
  });
}

/** The letters of a term, and its dots as one symbol. */
function symbolsOf(formula: string, term: string): readonly string[] {
  const symbols: readonly string[] = term.match(/\.{3}|./gu) ?? [];
  const odd = symbols.find((symbol) => symbol !== dots && !/^[A-Za-z]$/.test(symbol));
  if (odd !== undefined)
    refuse(formula, {
      en: `"${odd}" is not an index; an index is a letter or ...`,
      zh: `"${odd}" 不是下标，下标应为一个字母或 ...`,
    });
  if (symbols.indexOf(dots) !== symbols.lastIndexOf(dots))
    refuse(formula, { en: "... occurs twice in one term", zh: "同一项中出现了两次 ..." });
  return symbols;
}

/** A name for each axis of a tensor. */
function axesOf(formula: string, term: readonly string[], shape: Shape, place: number): readonly string[] {
  const letters = term.filter((symbol) => symbol !== dots).length;
  const more = shape.length - letters;
  if (term.includes(dots) ? more < 0 : more !== 0) {
    throw new ShapeError("rank", {
      en: `einsum: tensor ${place + 1} is ${showShape(shape)}, and "${term.join("")}" in "${formula}" names ${letters} axes; name each, or use ... for the others`,
      zh: `einsum：第 ${place + 1} 个张量的形状是 ${showShape(shape)}，而 "${formula}" 中的 "${term.join("")}" 写了 ${letters} 个轴；请逐一写出，其余的轴可写 ...`,
    });
  }
  return term.flatMap((symbol) =>
    symbol === dots ? Array.from({ length: more }, (_, i) => `.${more - 1 - i}`) : [symbol],
  );
}

/** The length of each axis. Those covered by `...` stretch from 1, as in all broadcasting; letters do not. */
function lengthsOf(
  formula: string,
  operands: Formula["operands"],
  shapes: readonly Shape[],
): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const [i, axes] of operands.entries()) {
    for (const [axis, name] of axes.entries()) {
      const [known, own] = [lengths.get(name), shapes[i]![axis]!];
      const stretches = name.startsWith(".") && (known === 1 || own === 1);
      if (known !== undefined && known !== own && !stretches) {
        const shown = name.startsWith(".") ? dots : name;
        throw new ShapeError("shape-mismatch", {
          en: `einsum: index ${shown} of "${formula}" has lengths ${known} and ${own}, in ${shapes.map(showShape).join(" and ")}; use another letter, or give axes of equal length`,
          zh: `einsum："${formula}" 的下标 ${shown} 长度既是 ${known} 又是 ${own}（形状为 ${shapes.map(showShape).join("、")}）；请改用别的字母，或让两轴等长`,
        });
      }
      lengths.set(name, known === undefined || known === 1 ? own : known);
    }
  }
  return lengths;
}

const dotted = (names: Iterable<string>): string[] =>
  [...names].filter((name) => name.startsWith(".")).sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)));

/** What a formula without an arrow means: the axes of `...`, then each index that occurs once, in alphabetical order. */
function implied(operands: Formula["operands"]): readonly string[] {
  const all = operands.flat();
  const once = all.filter((name) => !name.startsWith(".") && all.indexOf(name) === all.lastIndexOf(name));
  return [...dotted(new Set(all)), ...once.sort()];
}

function resultOf(
  formula: string,
  symbols: readonly string[],
  lengths: ReadonlyMap<string, number>,
): readonly string[] {
  const odd = symbols.find(
    (symbol, i) => symbol !== dots && (!lengths.has(symbol) || symbols.indexOf(symbol) !== i),
  );
  if (odd !== undefined) {
    const stands = lengths.has(odd);
    refuse(formula, {
      en: `index ${odd} ${stands ? "occurs twice in the result" : "of the result does not occur in any tensor"}`,
      zh: stands ? `结果中下标 ${odd} 出现了两次` : `结果的下标 ${odd} 不在任何张量中`,
    });
  }
  return symbols.flatMap((symbol) => (symbol === dots ? dotted(lengths.keys()) : [symbol]));
}
