import { sameShape, type Shape, sizeOf } from "../shape.ts";
import type { Info, Run } from "./tensorflow.ts";

// Moving elements on wasm: each of these uses the kernel that copies the longest rows.

export const reshape = (run: Run, x: Info, shape: Shape): Info => run("Reshape", { x }, { shape });
export const transpose = (run: Run, x: Info, perm: readonly number[]): Info =>
  run("Transpose", { x }, { perm });
export const fill = (run: Run, shape: Shape, value: number, dtype: string): Info =>
  run("Fill", {}, { shape, value, dtype });
export const append = (run: Run, x: Info, after: readonly number[]): Info =>
  after.every((count) => count === 0)
    ? x
    : run("PadV2", { x }, { paddings: after.map((count) => [0, count]), constantValue: 0 });

/** An axis that is taken whole merges with the one before it, so that longer rows are copied at once. */
export function slice(run: Run, x: Info, begin: readonly number[], size: readonly number[]): Info {
  if (sameShape(size, x.shape)) return reshape(run, x, size);
  if (sizeOf(size) === 0) return fill(run, size, 0, x.dtype);
  const axes: { length: number; begin: number; size: number }[] = [];
  for (let axis = x.shape.length - 1; axis >= 0; axis--) {
    const own = { length: x.shape[axis]!, begin: begin[axis]!, size: size[axis]! };
    const inner = axes[0];
    if (inner === undefined || inner.size < inner.length) axes.unshift(own);
    else
      axes[0] = {
        length: own.length * inner.length,
        begin: own.begin * inner.length,
        size: own.size * inner.length,
      };
  }
  const merged = reshape(
    run,
    x,
    axes.map(({ length }) => length),
  );
  const block = { begin: axes.map((axis) => axis.begin), size: axes.map((axis) => axis.size) };
  return reshape(run, run("Slice", { x: merged }, block), size);
}

/** Moves one axis after another to its place, past all axes before it: each time a swap of two of four axes. */
export function moved(run: Run, x: Info, permutation: readonly number[]): Info {
  const order = x.shape.map((_, axis) => axis);
  const lengths = [...x.shape];
  let y = x;
  permutation.forEach((axis, to) => {
    const from = order.indexOf(axis);
    if (from === to) return;
    const parts = [lengths.slice(0, to), lengths.slice(to, from), [lengths[from]!], lengths.slice(from + 1)];
    y = transpose(run, reshape(run, y, parts.map(sizeOf)), [0, 2, 1, 3]);
    for (const each of [order, lengths]) each.splice(to, 0, ...each.splice(from, 1));
  });
  return reshape(run, y, lengths);
}
