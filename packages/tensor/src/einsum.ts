import { type Formula, formulaOf } from "./einsum-formula.ts";
import { matmul } from "./ops/matmul.ts";
import { mul } from "./ops/mul.ts";
import { reshape } from "./ops/reshape.ts";
import { slice } from "./ops/slice.ts";
import { sum } from "./ops/sum.ts";
import { transpose } from "./ops/transpose.ts";
import { tidy } from "./scope.ts";
import { sizeOf } from "./shape.ts";
import { checkTensor, type Tensor } from "./tensor.ts";

/** A tensor with named axes, each name used once. */
interface Named {
  readonly x: Tensor;
  readonly axes: readonly string[];
}

/**
 * Einstein's summation: products of tensors, summed over every index that the result does not name. `"ij,jk->ik"` is
 *
 * $$y_{ik} = \sum_j a_{ij}\,b_{jk}.$$
 *
 * Each letter is an axis. An index that occurs twice in one tensor takes its diagonal, as in `"ii->"`, the trace. `...`
 * stands for any axes before, between or after, which broadcast. Without an arrow the result has the axes of `...` and then, in
 * alphabetical order, every index that occurs once. The tensors are multiplied from left to right, with {@link matmul} if there
 * is something to sum, so the order of three or more determines the cost. Gradients come from these operations.
 *
 * @param formula the indices of each tensor, and, after the arrow, the result's.
 * @throws ValueError when the formula is invalid; KindError when it names a different number of tensors; ShapeError when the axes
 *   do not fit it.
 * @example
 * ```ts
 * import { einsum, ones, tensor } from "@downhill/tensor";
 * const a = tensor([[1, 2], [3, 4]]);
 * einsum("ij,j->i", a, tensor([10, 1])); // [12, 34]
 * einsum("ii->", a); // 5, the trace
 * einsum("bhqd,bhkd->bhqk", ones([2, 4, 3, 8]), ones([2, 4, 5, 8])); // shape [2,4,3,5], the scores of attention
 * ```
 * @see NumPy reference, `einsum`.
 */
export function einsum(formula: string, ...tensors: readonly Tensor[]): Tensor {
  for (const [i, x] of tensors.entries()) checkTensor("einsum", `tensor ${i + 1}`, x);
  const parsed = formulaOf(
    formula,
    tensors.map(({ shape }) => shape),
  );
  const { result } = parsed;
  return tidy("einsum", () => {
    const [first, ...others] = tensors.map((x, i) => named(x, parsed, i));
    const product = others.reduce((left, right, i) => {
      const needed = new Set([...result, ...others.slice(i + 1).flatMap(({ axes }) => axes)]);
      return contracted(
        summed(left, new Set([...needed, ...right.axes])),
        summed(right, new Set([...needed, ...left.axes])),
        needed,
      );
    }, first!);
    return arranged(summed(product, new Set(result)), result);
  });
}

/** A tensor with its axes named: with the diagonals of axes named twice, and without axes of length 1 that broadcast. */
function named(x: Tensor, { operands, lengths }: Formula, place: number): Named {
  let [y, axes] = [x, operands[place]!];
  for (let twice = doubled(axes); twice !== undefined; twice = doubled(axes)) {
    const name = axes[twice]!;
    const others = axes.flatMap((each, axis) => (each === name ? [] : [axis]));
    const own = axes.flatMap((each, axis) => (each === name ? [axis] : []));
    const [n, kept] = [lengths.get(name)!, others.map((axis) => y.shape[axis]!)];
    const flat = reshape(transpose(y, [...others, ...own]), [...kept, n ** own.length]);
    // One step along all of them at once: 1 + n + n² + …
    const step = own.reduce((total, _, power) => total + n ** power, 0);
    const begin = flat.shape.map(() => 0);
    y = slice(flat, { begin, size: [...kept, n], steps: [...kept.map(() => 1), Math.max(1, step)] });
    axes = [...others.map((axis) => axes[axis]!), name];
  }
  const stays = axes.map((name, axis) => y.shape[axis] === lengths.get(name));
  const shape = y.shape.filter((_, axis) => stays[axis]!);
  return { x: reshape(y, shape), axes: axes.filter((_, axis) => stays[axis]!) };
}

function doubled(axes: readonly string[]): number | undefined {
  const at = axes.findIndex((name, axis) => axes.indexOf(name) !== axis);
  return at < 0 ? undefined : at;
}

/** Summed over all axes that are no longer needed. */
function summed({ x, axes }: Named, needed: ReadonlySet<string>): Named {
  const over = axes.flatMap((name, axis) => (needed.has(name) ? [] : [axis]));
  return over.length === 0
    ? { x, axes }
    : { x: sum(x, { axes: over }), axes: axes.filter((name) => needed.has(name)) };
}

/** The product of two, summed over axes that both have and that are not needed later: common axes first, then each one's own. */
function contracted(a: Named, b: Named, needed: ReadonlySet<string>): Named {
  const both = a.axes.filter((name) => b.axes.includes(name));
  const [kept, inner] = [both.filter((name) => needed.has(name)), both.filter((name) => !needed.has(name))];
  const [ofA, ofB] = [a, b].map(({ axes }) => axes.filter((name) => !both.includes(name))) as [
    string[],
    string[],
  ];
  const axes = [...kept, ...ofA, ...ofB];
  const lengthsOf = ({ x, axes }: Named, names: readonly string[]) =>
    names.map((name) => x.shape[axes.indexOf(name)]!);
  const shape = [...lengthsOf(a, kept), ...lengthsOf(a, ofA), ...lengthsOf(b, ofB)];
  const [batch, m, n] = [lengthsOf(a, kept), sizeOf(lengthsOf(a, ofA)), sizeOf(lengthsOf(b, ofB))];
  const k = sizeOf(lengthsOf(a, inner));
  const left = reshape(arranged(a, [...kept, ...ofA, ...inner]), [...batch, m, k]);
  const right = reshape(arranged(b, [...kept, ...inner, ...ofB]), [...batch, k, n]);
  return { x: reshape(inner.length === 0 ? mul(left, right) : matmul(left, right), shape), axes };
}

const arranged = ({ x, axes }: Named, order: readonly string[]): Tensor =>
  transpose(
    x,
    order.map((name) => axes.indexOf(name)),
  );
