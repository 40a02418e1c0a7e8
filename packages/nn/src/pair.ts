import { DTypeError, sameShape, ShapeError, showShape, sizeOf, type Tensor } from "@downhill/tensor";

const isFloat = ({ dtype }: Tensor): boolean => dtype === "float64" || dtype === "float32";

/**
 * Checks that two tensors can be compared element by element.
 *
 * @throws ShapeError when the shapes differ or are empty; DTypeError when the dtypes differ or are not floating.
 */
export function checkPair(loss: string, pair: Readonly<Record<string, Tensor>>): void {
  const [[firstName, first], [secondName, second]] = Object.entries(pair) as [
    [string, Tensor],
    [string, Tensor],
  ];
  checkFloat(loss, firstName, first);
  if (second.dtype !== first.dtype) {
    throw new DTypeError(
      `${loss}: ${firstName} is ${first.dtype} and ${secondName} is ${second.dtype}; use cast(${secondName}, "${first.dtype}")`,
    );
  }
  if (!sameShape(first.shape, second.shape)) {
    const [a, b] = [showShape(first.shape), showShape(second.shape)];
    const remedy =
      sizeOf(first.shape) === sizeOf(second.shape)
        ? `use reshape(${secondName}, ${a})`
        : "give one target per prediction";
    throw new ShapeError(
      `${loss}: ${firstName} is ${a} and ${secondName} is ${b}, which must be alike; ${remedy}`,
    );
  }
  checkFilled(loss, firstName, first);
}

/** @throws DTypeError unless the tensor has a floating dtype. */
export function checkFloat(loss: string, name: string, x: Tensor): void {
  if (!isFloat(x)) {
    throw new DTypeError(
      `${loss}: ${name} is ${x.dtype}, but must be floating; use cast(${name}, "${x.backend.float}")`,
    );
  }
}

/** @throws ShapeError when the tensor has no elements: a mean of nothing is not a number. */
export function checkFilled(loss: string, name: string, x: Tensor): void {
  if (x.size === 0) {
    throw new ShapeError(
      `${loss}: ${name} is ${showShape(x.shape)}, with nothing to take the mean of; give at least one example`,
    );
  }
}
