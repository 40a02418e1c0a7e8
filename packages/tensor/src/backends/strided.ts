import { type Shape, sizeOf, stridesOf } from "../shape.ts";

/** The position in `from`, whose axes of length 1 are broadcast, of the element at flat index `i` of `to`. */
export function stretched(from: Shape, to: Shape): (i: number) => number {
  if (sizeOf(from) === sizeOf(to)) return (i) => i;
  const strides = stridesOf(from);
  const offset = to.length - from.length;
  return strided(
    to,
    to.map((_, axis) => (axis < offset || from[axis - offset] === 1 ? 0 : strides[axis - offset]!)),
  );
}

/** Reads a flat index of `shape` as coordinates and adds up their strides. */
export function strided(shape: Shape, strides: readonly number[], start = 0): (i: number) => number {
  const own = stridesOf(shape);
  return (i) => {
    let index = start;
    for (let axis = 0; axis < shape.length; axis++) {
      index += (Math.floor(i / own[axis]!) % shape[axis]!) * strides[axis]!;
    }
    return index;
  };
}
