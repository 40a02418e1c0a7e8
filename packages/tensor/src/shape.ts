import { checkForm } from "./check-form.ts";
import type { Bilingual } from "./bilingual.ts";
/** The lengths of a tensor's axes; `[]` is a scalar. */
export type Shape = readonly number[];

/**
 * Thrown when shapes do not suit an operation; the message names the operation, the shapes and a remedy.
 *
 * @example
 * ```ts
 * import { add, ones, ShapeError } from "@downhill/tensor";
 * try {
 *   add(ones([2]), ones([3]));
 * } catch (error) {
 *   if (error instanceof ShapeError) console.log(error.message); // add: [2] and [3] do not broadcast: …
 * }
 * ```
 */
export class ShapeError extends RangeError {
  override readonly name = "ShapeError";
  /** The kind of error, stable across versions: a row on the page of error codes in the reference. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Bilingual) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}

/**
 * The number of elements, $\prod_i d_i$; 1 for a scalar.
 *
 * @example
 * ```ts
 * import { sizeOf } from "@downhill/tensor";
 * sizeOf([2, 3]); // 6
 * sizeOf([]); // 1
 * ```
 * @see NumPy reference, `ndarray.size`.
 */
export function sizeOf(shape: Shape): number {
  checkForm("sizeOf", "shape", shape, ["number"]);
  return shape.reduce((size, length) => size * length, 1);
}

/** Row-major strides: how far apart in memory neighbours along each axis lie. */
export function stridesOf(shape: Shape): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/**
 * True when both shapes have the same axes.
 *
 * @example
 * ```ts
 * import { sameShape } from "@downhill/tensor";
 * sameShape([2, 3], [2, 3]); // true
 * sameShape([2, 3], [3, 2]); // false
 * ```
 */
export function sameShape(a: Shape, b: Shape): boolean {
  checkForm("sameShape", "a", a, "list");
  checkForm("sameShape", "b", b, "list");
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/**
 * A shape as written in messages: `[2,3]`, and `[]` for a scalar.
 *
 * @example
 * ```ts
 * import { showShape } from "@downhill/tensor";
 * showShape([2, 3]); // "[2,3]"
 * ```
 */
export function showShape(shape: Shape): string {
  checkForm("showShape", "shape", shape, "list");
  return `[${shape.join(",")}]`;
}

/**
 * The shape two operands broadcast to: axes are matched from the last; equal lengths match, and 1 stretches.
 *
 * @throws ShapeError when two lengths differ and neither is 1.
 * @example
 * ```ts
 * import { broadcastShapes } from "@downhill/tensor";
 * broadcastShapes("add", [4, 1], [3]); // [4, 3]
 * ```
 * @see NumPy user guide, "Broadcasting".
 */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  checkForm(op, "a", a, ["count"]);
  checkForm(op, "b", b, ["count"]);
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const m = a[axis - rank + a.length] ?? 1;
    const n = b[axis - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError("no-broadcast", {
        en: `${op}: ${showShape(a)} and ${showShape(b)} do not broadcast: axis ${axis} has lengths ${m} and ${n}; make them equal, or reshape one to 1`,
        zh: `${op}：${showShape(a)} 与 ${showShape(b)} 不能广播：轴 ${axis} 的长度分别是 ${m} 和 ${n}；请让它们相等，或用 reshape 把其中一个变成 1`,
      });
    }
    return m === 1 ? n : m;
  });
}

/** @throws ShapeError unless it is a list of lengths, whole numbers of at least 0, for which an array can be made. */
export function checkShape(op: string, shape: Shape): void {
  const whole = Array.isArray(shape) && shape.every((length) => Number.isInteger(length) && length >= 0);
  if (whole && sizeOf(shape) <= 2 ** 32) return;
  const given = Array.isArray(shape) ? showShape(shape) : String(shape);
  throw new ShapeError("invalid-shape", {
    en: whole
      ? `${op}: shape ${given} holds ${sizeOf(shape)} values, more than an array can; give a smaller one`
      : `${op}: ${given} is not a shape; give whole numbers of at least 0, such as [2, 3]`,
    zh: whole
      ? `${op}：形状 ${given} 有 ${sizeOf(shape)} 个值，数组放不下；请给出小一些的形状`
      : `${op}：${given} 不是形状；请给出不小于 0 的整数，例如 [2, 3]`,
  });
}

/** Axes as non-negative numbers in ascending order; all axes when none are given, and −1 is the last. */
export function resolveAxes(op: string, shape: Shape, axes?: number | readonly number[]): number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const resolved = (Array.isArray(axes) ? (axes as readonly number[]) : [axes as number]).map((axis) => {
    const positive = axis < 0 ? axis + shape.length : axis;
    if (!Number.isInteger(positive) || positive < 0 || positive >= shape.length) {
      throw new ShapeError("unknown-axis", {
        en: `${op}: axis ${String(axis)} does not exist in ${showShape(shape)}; ${shape.length === 0 ? "a scalar has no axes, so name none" : `use ${-shape.length} to ${shape.length - 1}`}`,
        zh: `${op}：${showShape(shape)} 没有轴 ${String(axis)}；${shape.length === 0 ? "标量没有轴，请不要指定轴" : `请使用 ${-shape.length} 到 ${shape.length - 1}`}`,
      });
    }
    return positive;
  });
  if (new Set(resolved).size < resolved.length) {
    throw new ShapeError("duplicate", {
      en: `${op}: axes ${showShape(resolved)} name the same axis twice; name each only once`,
      zh: `${op}：${showShape(resolved)} 把同一个轴写了两次；每个轴请只写一次`,
    });
  }
  return resolved.sort((a, b) => a - b);
}

/** The shape that a reduction over `axes` leaves: dropped, or kept with length 1. */
export const reducedShape = (shape: Shape, axes: readonly number[], keepDims: boolean): Shape =>
  keepDims
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));

/** How many windows of `size` fit into `length` when each begins `stride` after the one before. */
export const windowCount = (length: number, size: number, stride: number): number =>
  Math.floor((length - size) / stride) + 1;
